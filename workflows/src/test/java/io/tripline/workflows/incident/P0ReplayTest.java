package io.tripline.workflows.incident;

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

/** Outages that were recorded once go on under the code of today. */
class P0ReplayTest {
  private static final Path STORE = Path.of("src", "test", "resources", "histories");

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(STORE)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("P0Response-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void historiesAreStored() throws IOException {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aStoredOutageReplays(Path file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(file), P0Scene.ID),
        P0ResponseWorkflow.class);
  }

  @Test
  void otherCodeDoesNotReplayIt() throws Exception {
    String other =
        Files.readString(histories().getFirst())
            .replace("\"SystemProbesLook\"", "\"SomethingElse\"");
    assertThatThrownBy(() ->
            WorkflowReplayer.replayWorkflowExecution(
                WorkflowExecutionHistory.fromJson(other, P0Scene.ID), P0ResponseWorkflow.class))
        .isNotNull();
  }
}
