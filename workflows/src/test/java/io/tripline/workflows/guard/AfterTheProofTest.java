package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
}
