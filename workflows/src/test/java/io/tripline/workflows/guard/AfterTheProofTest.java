package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the guard still watches once flat was proven, and once the halt is lifted. */
class AfterTheProofTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void anAccountThatCannotBeReadAfterTheProofIsLookedAtUntilItIs() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().brokerDown = true;
    run.env().sleep(Duration.ofMinutes(3));
    run.world().positions = List.of(held(10));
    run.world().brokerDown = false;
    run.env().sleep(Duration.ofMinutes(2));

    run.eventually(() -> run.world().flattens.size() == 2);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.HALTED);
  }

  /** Another program bought in the halt; the watch sees it for as long as it is held. */
  @Test
  void whatIsHeldAgainWhileLockedFlatIsClosedAndPeopleReset() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.env().sleep(Duration.ofMinutes(5));
    Observation held =
        new Observation(
            KillSwitch.K9, Check.FAIL, "5 SPY", "nothing", Map.of(), Instant.EPOCH, Instant.EPOCH);
    guard.trip(
        new TripRequest(
            ACCOUNT, "flat-again-1-1", KillSwitch.K9, TripLevel.FLATTEN, held, "watch", "x", null));
    run.eventually(() -> run.world().flattens.size() == 2);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.HALTED);
    assertThat(RunningGuard.standing(guard).byHand()).isTrue();
  }

  @Test
  void aBlockOfEntriesInProbationLeavesTheHalvedLimits() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    assertThat(guard.watchPlan().limitFactor()).isEqualByComparingTo("0.5");

    guard.trip(
        new TripRequest(
            ACCOUNT,
            "soft",
            KillSwitch.K1S,
            TripLevel.STOP,
            GuardWorld.loss("0.55 %"),
            "the watch",
            null,
            null));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    assertThat(guard.watchPlan().limitFactor()).isEqualByComparingTo(new BigDecimal("0.5"));
  }

  @Test
  void aHaltWhoseIncidentEndedUnheardGetsAnotherOne() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    String first = RunningGuard.standing(guard).incident();
    // It was terminated: the guard was never told.
    run.world().ended.add(first);
    TripAnswer joined =
        guard.trip(
            new TripRequest(
                ACCOUNT, "again", KillSwitch.K13, TripLevel.STOP, null, "alice", "look", null));
    assertThat(joined.incident()).isEqualTo(first);
    run.eventually(() -> !RunningGuard.standing(guard).incident().equals(first));

    String second = RunningGuard.standing(guard).incident();
    assertThat(second).isEqualTo(first.substring(0, first.length() - 1) + "2");
    assertThat(guard.status().incidents()).containsExactly(second);
    run.eventually(() -> run.world().relayed.size() == 2);
    assertThat(run.world().briefs.getLast().killSwitch()).isEqualTo(KillSwitch.K1);
    assertThat(run.world().dispatched).containsSubsequence("declare " + second, "verdict REAL");
    run.world().today = GuardWorld.TUESDAY;
    guard.dayRolled(GuardWorld.rolled(GuardWorld.TUESDAY, true));
    RunningGuard.assertRefused(
        () -> guard.reset(RunningGuard.byHand("r", first, "alice", "bob")), Fault.CONFLICT);
    guard.reset(RunningGuard.byHand("r2", second, "alice", "bob"));
    assertThat(guard.status().isHalted()).isFalse();
  }
}
