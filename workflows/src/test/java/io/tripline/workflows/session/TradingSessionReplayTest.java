package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.market.ClockMoved;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that began under older code must go on under this one. */
class TradingSessionReplayTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "trading-session-once-buys-0.1.json",
        "trading-session-lost-answer-0.1.json",
        "trading-session-lost-request-0.1.json",
        "trading-session-slow-fill-0.1.json",
        "trading-session-whole-day-0.1.json",
        "trading-session-intraday-changes-0.2.json",
        "trading-session-outside-strategy-0.2.json"
      })
  void aStoredHistoryReplays(String name) {
    assertThatCode(() ->
            WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/" + name, TradingSessionWorkflow.class))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherProcedureOfThatTypeDoesNotReplay() {
    assertThatThrownBy(() ->
            WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/trading-session-once-buys-0.1.json", Sleeper.class))
        .isInstanceOf(Exception.class);
  }

  /** Does otherwise. */
  public static final class Sleeper implements TradingSession {
    @Override
    public SessionReport run(SessionStart start) {
      Workflow.sleep(Duration.ofHours(1));
      return new SessionReport("", SessionEnd.STOPPED, "", List.of(), List.of());
    }

    @Override
    public String stop(SessionStop request) {
      return "";
    }

    @Override
    public ExecutionAnswer set(ExecutionChange change) {
      return new ExecutionAnswer(false, "", "");
    }

    @Override
    public void checkSet(ExecutionChange change) {}

    @Override
    public void setting(ExecutionChange change) {}

    @Override
    public void clockMoved(ClockMoved moved) {}

    @Override
    public SessionStatus status() {
      return new SessionStatus("", "", false, List.of(), List.of(), null);
    }
  }
}
