package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.runbook.IncidentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents that were recorded once go on under the code of today. */
class P1ReplayTest {
  private static final Path STORE = Path.of("src", "test", "resources", "histories");

  static List<String> histories() {
    try (Stream<Path> files = Files.list(STORE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("P1Response-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WorkflowExecutionHistory read(String name) throws IOException {
    return WorkflowExecutionHistory.fromJson(Files.readString(STORE.resolve(name)), P1Cases.ID);
  }

  @Test
  void historiesAreStored() {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aStoredIncidentReplays(String name) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(read(name), P1ResponseWorkflow.class);
  }

  @Test
  void anotherProcedureDoesNotReplayIt() throws Exception {
    WorkflowExecutionHistory history = read(histories().get(0));
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(history, EndsAtOnceWorkflow.class))
        .isInstanceOf(RuntimeException.class);
  }

  /** The canary: it does nothing of what the histories say. */
  public static final class EndsAtOnceWorkflow implements P1Response {
    /** Nothing to keep. */
    @WorkflowInit
    public EndsAtOnceWorkflow(@Nullable IncidentStart start) {}

    @Override
    public IncidentReport run(IncidentStart start) {
      return new IncidentReport("", IncidentStatus.CANCELLED, "", "", "");
    }

    @Override
    public void alert(IncidentBrief brief) {}

    @Override
    public void alarm(Alarm alarm) {}

    @Override
    public void verdict(Dispatch.VerdictFor verdict) {}

    @Override
    public void flatten(Dispatch.FlattenFor notice) {}

    @Override
    public void clockMoved(ClockMoved moved) {}

    @Override
    public String acknowledge(Word word) {
      return "";
    }

    @Override
    public void checkAcknowledge(Word word) {}

    @Override
    public void acknowledgement(Word word) {}

    @Override
    public DecisionAnswer decide(DecisionRequest decision) {
      throw Fault.NO_SUCH_GATE.failure("");
    }

    @Override
    public void checkDecide(DecisionRequest decision) {}

    @Override
    public void decision(DecisionRequest decision) {}

    @Override
    public ResetAsked requestReset(Word word) {
      throw Fault.NOT_READY.failure("");
    }

    @Override
    public void checkRequestReset(Word word) {}

    @Override
    public String note(Word word) {
      return "";
    }

    @Override
    public void preempted(Dispatch.OutageFor outage) {}

    @Override
    public String regrade(CaseRequest request) {
      return "";
    }

    @Override
    public void checkRegrade(CaseRequest request) {}

    @Override
    public void regrading(CaseRequest request) {}

    @Override
    public String judge(CaseRequest request) {
      return "";
    }

    @Override
    public void checkJudge(CaseRequest request) {}

    @Override
    public void judgement(CaseRequest request) {}

    @Override
    public String stateCause(CaseRequest request) {
      return "";
    }

    @Override
    public void checkStateCause(CaseRequest request) {}

    @Override
    public void causeStated(CaseRequest request) {}

    @Override
    public String escalate(CaseRequest request) {
      return "";
    }

    @Override
    public void checkEscalate(CaseRequest request) {}

    @Override
    public void escalation(CaseRequest request) {}

    @Override
    public String retry(CaseRequest request) {
      return "";
    }

    @Override
    public void checkRetry(CaseRequest request) {}

    @Override
    public void retrying(CaseRequest request) {}

    @Override
    public String resolve(CaseRequest request) {
      return "";
    }

    @Override
    public void checkResolve(CaseRequest request) {}

    @Override
    public void resolution(CaseRequest request) {}

    @Override
    public String ask(CaseRequest request) {
      return "";
    }

    @Override
    public void checkAsk(CaseRequest request) {}

    @Override
    public void asking(CaseRequest request) {}

    @Override
    public IncidentView view() {
      throw Fault.NOT_FOUND.failure("");
    }
  }
}
