package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.fakes.FakeSessionBroker;
import io.tripline.workflows.journal.EntryKind;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fills that nobody of ours follows any more when they are to be recorded. */
class LateFillsTest {
  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aFillAfterTheSessionGaveUpFollowingIsJournalledByTheNext() {
    bench.broker.neverFills();
    bench.broker.ignoresCancels();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.UNRESOLVED);
    assertThat(bench.journal.entries(EntryKind.FILL)).isEmpty();
    bench.broker.fillsWhatRests();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.NOTHING_TO_DO);
    assertThat(bench.journal.entries(EntryKind.FILL))
        .singleElement()
        .satisfies(fill -> assertThat(fill.data()).containsEntry("quantity", "146"));
  }

  @Test
  void anIntradayDayJournalsItAtItsNextDecisionAndOnce() {
    bench.broker.neverFills();
    bench.broker.ignoresCancels();
    bench.once();
    bench.broker.fillsWhatRests();
    SessionReport report = bench.await(bench.day(SessionBench.policy(SessionBench.HOURLY)));
    assertThat(bench.journal.entries(EntryKind.FILL)).hasSize(1);
    assertThat(report.lines()).filteredOn(line -> line.contains("FILLED: filled 146")).hasSize(1);
  }

  @Test
  void aSessionThatFailsWritesWhatItsOrdersLeftBehind() {
    ExecutionPolicy limit =
        ExecutionPolicy.DEFAULT.styled(OrderStyle.LIMIT, new BigDecimal("5"), 2);
    bench.broker.fillsOnly("0.5");
    bench.broker.whenFilled(() -> bench.broker.failsReadsUntil(FakeSessionBroker.CLOSE));
    WorkflowStub day = bench.day(SessionBench.policy(limit));
    assertThatThrownBy(() -> bench.await(day)).isInstanceOf(WorkflowFailedException.class);
    assertThat(bench.journal.entries(EntryKind.FILL)).hasSize(1);
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .anySatisfy(entry -> assertThat(entry.text()).startsWith("session failed: "));
  }
}
