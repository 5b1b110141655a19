package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A strategy on a task queue of its own, written by others in whatever language. */
class OutsideStrategyTest {
  private static final String QUEUE = "their-strategies";

  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void isAskedWithOneObjectAndItsAnswerIsExecuted() throws Exception {
    Theirs theirs = serves(() -> Map.of("target", "long", "reason", "above", "price", 649.5));
    SessionReport report = once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(theirs.asked)
        .singleElement()
        .satisfies(question -> {
          assertThat(question).containsEntry("schemaVersion", 1).containsEntry("held", "0");
          assertThat(question)
              .containsKeys(
                  "account", "symbol", "day", "marketTime", "closesAt", "equity", "quote");
          assertThat((List<?>) question.get("dailyBars")).hasSize(1);
        });
    assertThat(bench.journal.entries(EntryKind.SLIPPAGE).get(0).data())
        .containsEntry("decisionPrice", "649.5");
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            bench.temporal.getWorkflowClient(),
            TradingSession.idOf(SessionBench.ACCOUNT, "2026-11-23"),
            "trading-session",
            "outside-strategy"),
        TradingSessionWorkflow.class);
  }

  @Test
  void withoutAWorkerThereIsNoDecisionAndNoEntry() {
    SessionReport report = once();
    assertThat(report.end()).isEqualTo(SessionEnd.NO_DECISION);
    assertThat(report.detail())
        .contains("no worker took the question on task queue their-strategies");
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void aBadAnswerIsNoDecisionWithAClearLine() {
    serves(() -> Map.of("target", "short", "reason", "because"));
    SessionReport report = once();
    assertThat(report.end()).isEqualTo(SessionEnd.NO_DECISION);
    assertThat(report.detail())
        .contains("target: must be \"long\", \"flat\" or a number 0 to 1, was short");
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void anAnswerThatIsNoJsonIsNoDecision() {
    serves(() -> new byte[] {1, 2, 3});
    assertThat(once().end()).isEqualTo(SessionEnd.NO_DECISION);
  }

  @Test
  void itsFailureIsNoDecisionAndWhatIsHeldStaysHeld() {
    bench.broker.holds("100");
    Theirs theirs =
        serves(() -> {
          throw ApplicationFailure.newFailure("no data", "ValueError");
        });
    SessionReport report = once();
    assertThat(report.end()).isEqualTo(SessionEnd.NO_DECISION);
    assertThat(report.detail()).contains("it failed: ValueError: no data");
    assertThat(theirs.asked).hasSize(2);
    assertThat(bench.broker.held()).isEqualByComparingTo("100");
  }

  private SessionReport once() {
    SessionPolicy usual = SessionBench.POLICY.session();
    AccountPolicy policy =
        SessionBench.policy(
            new SessionPolicy(
                true,
                "their-strategy",
                usual.symbol(),
                usual.exposure(),
                usual.entryCutoff(),
                usual.fillPatience(),
                QUEUE,
                null));
    return bench.await(bench.start(new SessionStart(SessionBench.ACCOUNT, true, policy, "test")));
  }

  private Theirs serves(Supplier<@Nullable Object> answer) {
    Theirs theirs = new Theirs(answer);
    bench.serves(QUEUE, theirs);
    return theirs;
  }

  /** What they wrote. */
  @ActivityInterface
  public interface TheirStrategy {
    /** Decides. */
    @ActivityMethod(name = "their-strategy")
    @Nullable Object decide(Map<String, Object> question);
  }

  private static final class Theirs implements TheirStrategy {
    private final Supplier<@Nullable Object> answer;
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();

    Theirs(Supplier<@Nullable Object> answer) {
      this.answer = answer;
    }

    @Override
    public @Nullable Object decide(Map<String, Object> question) {
      asked.add(question);
      return answer.get();
    }
  }
}
