package io.tripline.workflows.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.guard.AccountGuardWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {
  private static final Path SHELF = Path.of("src/test/resources/histories");
  private static final Map<String, Class<?>> CODE =
      Map.of("AccountGuard", AccountGuardWorkflow.class);

  static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(SHELF)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatRanBeforeStillReplays(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(Files.readString(history), codeOf(history));
  }

  @Test
  void everyWorkflowHasAStoredHistory() throws IOException {
    assertThat(stored()).extracting(ReplayTest::codeOf).containsAll(CODE.values());
  }

  @Test
  void aHistoryOfOtherCodeDoesNotReplay() throws IOException {
    String other =
        Files.readString(stored().getFirst()).replace("\"WatchWatch\"", "\"SomethingElse\"");
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(other, AccountGuardWorkflow.class))
        .isNotNull();
  }

  private static Class<?> codeOf(Path history) {
    String type = history.getFileName().toString().split("-", 2)[0];
    return java.util.Objects.requireNonNull(
        CODE.get(type), "no code is known for the history " + history.getFileName());
  }
}
