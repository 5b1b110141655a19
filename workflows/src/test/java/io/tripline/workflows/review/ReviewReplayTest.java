package io.tripline.workflows.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.Word;
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

/** Reviews that were recorded once go on under the code of today. */
class ReviewReplayTest {
  private static final Path STORE = Path.of("src", "test", "resources", "histories");

  static List<String> histories() {
    try (Stream<Path> files = Files.list(STORE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("PostIncidentReview-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WorkflowExecutionHistory read(String name) throws IOException {
    return WorkflowExecutionHistory.fromJson(
        Files.readString(STORE.resolve(name)), PostIncidentReview.idOf(ReviewCases.INCIDENT));
  }

  @Test
  void historiesAreStored() {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aStoredReviewReplays(String name) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(read(name), PostIncidentReviewWorkflow.class);
  }

  @Test
  void anotherProcedureDoesNotReplayIt() throws Exception {
    WorkflowExecutionHistory history = read(histories().get(0));
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(history, EndsAtOnceWorkflow.class))
        .isInstanceOf(RuntimeException.class);
  }

  /** The canary: it does nothing of what the histories say. */
  public static final class EndsAtOnceWorkflow implements PostIncidentReview {
    /** Nothing to keep. */
    @WorkflowInit
    public EndsAtOnceWorkflow(@Nullable ReviewStart start) {}

    @Override
    public ReviewReport run(ReviewStart start) {
      return new ReviewReport("", "", "", "");
    }

    @Override
    public ReviewAnswer contribute(Contribution contribution) {
      throw Fault.NOT_READY.failure("");
    }

    @Override
    public void checkContribute(Contribution contribution) {}

    @Override
    public void contribution(Contribution contribution) {}

    @Override
    public ReviewAnswer action(ActionRequest request) {
      throw Fault.NOT_READY.failure("");
    }

    @Override
    public void checkAction(ActionRequest request) {}

    @Override
    public void actionItem(ActionRequest request) {}

    @Override
    public ReviewAnswer sign(Word word) {
      throw Fault.NOT_READY.failure("");
    }

    @Override
    public void checkSign(Word word) {}

    @Override
    public void signature(Word word) {}

    @Override
    public ReviewView view() {
      throw Fault.NOT_FOUND.failure("");
    }
  }
}
