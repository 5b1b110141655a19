package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardReplayTest {
  private static final Path SHELF = Path.of("src/test/resources/histories");

  /** Beginnings of the file names, each with the test that replays them. */
  private static final List<String> REPLAYED =
      List.of(
          "AccountGuard-",
          "P0Response-",
          "P1Response-",
          "PostIncidentReview-",
          "trading-session-",
          "Flatten-",
          "LimitChange-",
          "WeeklyReconciliation-",
          "P2Response-",
          "P3Response-",
          "MaintenanceWindow-");

  static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(SHELF)) {
      return files.filter(file -> nameOf(file).startsWith("AccountGuard-")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatRanBeforeStillReplays(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        of(Files.readString(history)), AccountGuardWorkflow.class);
  }

  @Test
  void noStoredHistoryIsForgotten() throws IOException {
    try (Stream<Path> files = Files.list(SHELF)) {
      assertThat(files.map(GuardReplayTest::nameOf))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(REPLAYED).anyMatch(name::startsWith));
    }
  }

  @Test
  void aHistoryOfOtherCodeDoesNotReplay() throws IOException {
    String other =
        Files.readString(stored().getFirst()).replace("\"WatchWatch\"", "\"SomethingElse\"");
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(of(other), AccountGuardWorkflow.class))
        .isNotNull();
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** A procedure refuses an id that is not its account's. */
  private static WorkflowExecutionHistory of(String json) {
    return WorkflowExecutionHistory.fromJson(json, "guard-paper");
  }
}
