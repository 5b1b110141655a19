package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lost heartbeat is a suspicion, not yet an outage. */
class LivenessTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void aWorkerThatDiesAndIsReplacedInTimeIsANoteAndNoIncident() throws Exception {
    run.trading().next.add(TradingWorkerByHand.End.DIES);
    AccountGuard guard = run.active();
    run.eventually(() -> noted("SUSPICION"));
    run.eventually(() -> noted("the suspicion was wrong"));
    assertThat(guard.status().incidents()).isEmpty();
    assertThat(run.world().dispatched).noneMatch(each -> each.startsWith("raise"));
    run.replays("lost-heartbeat");
  }

  @Test
  void anAnnouncedStopIsNoSuspicion() {
    run.trading().next.add(TradingWorkerByHand.End.ANNOUNCED);
    AccountGuard guard = run.active();
    run.eventually(() -> noted("said that it stops; another has 10 min"));
    run.eventually(() -> run.trading().beats.get() > 1);
    assertThat(noted("SUSPICION")).isFalse();
    assertThat(guard.status().incidents()).isEmpty();
  }

  private boolean noted(String words) {
    return run.world().written.stream().map(Entry::text).anyMatch(text -> text.contains(words));
  }
}
