package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.tripline.workflows.fakes.FakeSessionBroker;
import io.tripline.workflows.journal.EntryKind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What people say while a run of a session waits for its journal before it continues as new. An
 * order each minute makes a run short; its last entry is held up until the word is said.
 */
class SessionHandOverTest {
  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aStopIsNotLost() {
    WorkflowStub day =
        minutely(running -> running.update("stop", String.class, new SessionStop("ada", "enough")));
    SessionReport report = bench.await(day);
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.STOPPED);
    assertThat(report.detail()).contains("ada: enough");
  }

  @Test
  void aCancellationIsNotLost() {
    WorkflowStub day = minutely(WorkflowStub::cancel);
    assertThatThrownBy(() -> bench.await(day)).isInstanceOf(WorkflowFailedException.class);
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .anySatisfy(entry -> assertThat(entry.data()).containsEntry("end", "STOPPED"));
    assertThat(bench.guard.notices()).extracting(n -> n.running()).containsExactly(true, false);
  }

  @Test
  void aChangeIsNotLost() {
    WorkflowStub day =
        minutely(running ->
            running.update(
                "set",
                ExecutionAnswer.class,
                Map.of("by", "ada", "reason", "thin market", "interval", "none")));
    SessionReport report = bench.await(day);
    assertThat(report.lines())
        .anySatisfy(line -> assertThat(line).contains("changed by ada (thin market)"));
    assertThat(bench.broker.orders().getLast().submittedAt())
        .isBefore(FakeSessionBroker.CLOSE.minus(Duration.ofHours(2)));
  }

  private WorkflowStub minutely(Consumer<WorkflowStub> word) {
    bench.broker.marketStartsAt(FakeSessionBroker.OPEN);
    String[] wants = new String[400];
    for (int i = 0; i < wants.length; i++) {
      wants[i] = i % 2 == 0 ? "long" : "flat";
    }
    bench.strategy.wants(wants);
    AtomicBoolean said = new AtomicBoolean();
    bench.journal.whenWritten(() -> {
      long events = bench.history().getEvents().size();
      if (events > Policies.EVENTS_PER_RUN + 3 && said.compareAndSet(false, true)) {
        word.accept(
            bench
                .temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                    TradingSession.idOf(SessionBench.ACCOUNT, FakeSessionBroker.DAY.text())));
      }
    });
    return bench.day(SessionBench.policy(SessionBench.HOURLY.every(Duration.ofMinutes(1))));
  }
}
