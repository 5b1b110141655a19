package io.tripline.workflows.flatten;

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

class FlattenReplayTest {
  private static final Path SHELF = Path.of("src/test/resources/histories");

  static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(SHELF)) {
      return files.filter(f -> f.getFileName().toString().startsWith("Flatten-")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatRanBeforeStillReplays(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(of(Files.readString(history)), FlattenWorkflow.class);
  }

  @Test
  void aHistoryOfOtherCodeDoesNotReplay() throws IOException {
    assertThat(stored()).isNotEmpty();
    String other =
        Files.readString(stored().getFirst())
            .replace("\"FlattenStepsRead\"", "\"FlattenStepsWrite\"");
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(of(other), FlattenWorkflow.class))
        .isNotNull();
  }

  /** A procedure refuses an id that is not its account's. */
  private static WorkflowExecutionHistory of(String json) {
    return WorkflowExecutionHistory.fromJson(json, "flatten-acct");
  }
}
