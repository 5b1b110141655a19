package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.fault.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_ON_LIST, 4",
    "REQUESTER, 4",
    "UNAUTHORISED, 4",
    "HALTED, 4",
    "ALREADY_DECIDED, 7",
    "TOO_LATE, 7",
    "CONFLICT, 7",
    "NO_GUARD, 8",
    "BROKER_UNREACHABLE, 8",
    "INVALID_INPUT, 2",
    "NO_SUCH_GATE, 2",
    "UNKNOWN_SYMBOL, 2",
    "CONFIGURATION, 2",
    "JOURNAL_UNAVAILABLE, 1",
  })
  void followsFromTheFault(Fault fault, int code) {
    FailureMapper.Told told = FailureMapper.told(fault.failure("what was wrong"));
    assertThat(told.code().number()).isEqualTo(code);
    assertThat(told.sentence()).isEqualTo("what was wrong");
  }

  @Test
  void isFoundBehindTheFailureOfAnUpdate() {
    WorkflowUpdateException thrown =
        new WorkflowUpdateException(
            io.temporal.api.common.v1.WorkflowExecution.getDefaultInstance(),
            "id",
            "decide",
            Fault.REQUESTER.failure("alice asked for it"));
    assertThat(FailureMapper.told(thrown).code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void isUsageForWhatAValidatorRefusedThoughOnlyItsTextSurvives() {
    FailureMapper.Told told =
        FailureMapper.told(
            io.temporal.failure.ApplicationFailure.newFailure(
                "INVALID_INPUT: by: the name of a person is needed", "SomethingOfTheSdk"));
    assertThat(told.code()).isEqualTo(ExitCode.USAGE);
    assertThat(told.sentence()).isEqualTo("by: the name of a person is needed");
  }

  @Test
  void isUnreachableWithoutAServer() {
    assertThat(FailureMapper.told(Status.UNAVAILABLE.asRuntimeException()).code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void isFailedOnAFullDiskAndSaysSo() {
    FailureMapper.Told told =
        FailureMapper.told(new IOException("journal.db: No space left on device"));
    assertThat(told.code()).isEqualTo(ExitCode.FAILED);
    assertThat(told.sentence()).contains("the disk is full");
  }

  @Test
  void ofTheUnforeseenIsFailedWithOneLine() {
    FailureMapper.Told told = FailureMapper.told(new IllegalStateException("a\nb"));
    assertThat(told.code()).isEqualTo(ExitCode.FAILED);
    assertThat(told.sentence()).doesNotContain("\n");
    assertThat(told.expected()).isFalse();
  }
}
