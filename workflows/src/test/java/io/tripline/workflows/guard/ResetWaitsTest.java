package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.loss;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.guard.SwitchesAtTheGuardTest.reads;
import static io.tripline.workflows.guard.SwitchesAtTheGuardTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.TripLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens beside a reset, or has happened when it is asked for. */
class ResetWaitsTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void aTripThatJoinsWhileAResetIsWrittenDownKeepsTheHalt() throws Exception {
    AccountGuard guard = run.active();
    ResetRequest reset = byHand(guard, "r1");
    run.world().whileResetting =
        () -> guard.trip(trip("trip-K6-1", KillSwitch.K6, "positions differ"));
    RunningGuard.assertRefused(() -> guard.reset(reset), Fault.TOO_LATE);
    assertThat(guard.status().isHalted()).isTrue();
    run.world().whileResetting = () -> {};
    assertThat(guard.reset(byHand(guard, "r2")).epoch()).isEqualTo(2);
    run.replays("trip-joins-a-reset");
  }

  @Test
  void aSwitchThatFailsWhileAResetIsWrittenDownKeepsTheHalt() {
    AccountGuard guard = run.active();
    ResetRequest reset = byHand(guard, "r1");
    run.world().whileResetting =
        () -> guard.switches(table(reads(KillSwitch.K7, Check.FAIL, Wish.NOTHING, Map.of())));
    RunningGuard.assertRefused(() -> guard.reset(reset), Fault.NOT_READY);
    assertThat(guard.status().isHalted()).isTrue();
  }

  @Test
  void aLossIsNotResetWhileTheCallsFailOrAreSuspected() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.switches(table(reads(KillSwitch.K3, Check.FAIL, Wish.NOTHING, Map.of())));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.suspect(new Suspicion(true, loss("2.50 %")));
    guard.switches(table(reads(KillSwitch.K3, Check.UNKNOWN, Wish.NOTHING, Map.of())));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.switches(table(reads(KillSwitch.K3, Check.PASS, Wish.NOTHING, Map.of())));
    // The loss itself stays suspected as long as it lasts; that is what the reset accepts.
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
  }

  @Test
  void afterTheCloseProbationIsTheNextSession() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().evening = true;
    assertThat(guard.reset(RunningGuard.early(1)).ladder()).isEqualTo(Ladder.PROBATION);
    run.world().evening = false;
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> "2026-11-17".equals(guard.status().tradingDay()));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.PROBATION);
  }

  private static ResetRequest byHand(AccountGuard guard, String id) {
    String incident = guard.trip(trip(null, KillSwitch.K13, "let me look")).incident();
    return RunningGuard.byHand(id, incident, "alice", "bob");
  }

  private static TripRequest trip(@Nullable String id, KillSwitch killSwitch, String reason) {
    return new TripRequest(ACCOUNT, id, killSwitch, TripLevel.STOP, null, "alice", reason, null);
  }
}
