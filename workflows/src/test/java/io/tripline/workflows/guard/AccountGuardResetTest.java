package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.held;
import static io.tripline.workflows.guard.GuardWorld.loss;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountGuardResetTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void flatLocksTheAccountAndTheIncidentHearsOfIt() {
    AccountGuard guard = run.active();
    FlattenRequest request = run.tripAndFlatten(guard);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.FLAT_LOCKED);
    assertThat(guard.status().isHalted()).isTrue();
    run.eventually(() -> !run.world().relayed.isEmpty());
    assertThat(run.world().relayed.getFirst().requestId()).isEqualTo(request.requestId());
  }

  @Test
  void aProofThatNoLongerHoldsAMinuteLaterIsAskedForAgain() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().positions = List.of(held(10));
    run.env().sleep(Duration.ofSeconds(62));
    run.eventually(() -> run.world().flattens.size() == 2);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.HALTED);
  }

  @Test
  void theAutoResetNeedsTheNextTradingDay() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);

    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    ResetAnswer answer = guard.reset(RunningGuard.automatic(1));
    assertThat(answer.ladder()).isEqualTo(Ladder.PROBATION);
    assertThat(answer.epoch()).isEqualTo(2);
    run.eventually(() -> run.world().dispatched.contains("session " + TUESDAY));
    assertThat(guard.reset(RunningGuard.automatic(1))).isEqualTo(answer);
  }

  @Test
  void noResetWhileAPositionIsThere() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().today = TUESDAY;
    run.world().positions = List.of(held(1));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);
  }

  @Test
  void noResetWhileTheBrokerCannotBeRead() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().brokerDown = true;
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);
  }

  @Test
  void anAccountThatAPersonHaltedTooNeverResetsByItself() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.trip(
        new TripRequest(
            ACCOUNT, null, KillSwitch.K13, TripLevel.STOP, null, "alice", "let me look", null));
    run.world().today = TUESDAY;
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);
  }

  @Test
  void aManualHaltIsNotLiftedWhileTheWatchDoesNotReadClean() {
    AccountGuard guard = run.active();
    String incident =
        guard
            .trip(
                new TripRequest(
                    ACCOUNT, null, KillSwitch.K13, TripLevel.STOP, null, "alice", "look", null))
            .incident();
    ResetRequest request =
        new ResetRequest(
            "by-hand", ACCOUNT, 1, incident, List.of("bob", "carol"), "looked", false, null);
    guard.suspect(new Suspicion(true, loss("0.10 %")));
    RunningGuard.assertRefused(() -> guard.reset(request), Fault.NOT_READY);
    guard.suspect(new Suspicion(false, loss("0.10 %")));
    assertThat(guard.reset(request).epoch()).isEqualTo(2);
  }

  @Test
  void aResetThatIsRepeatedAfterTheGuardContinuedAsNewGetsTheSameAnswer() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    ResetAnswer answer = guard.reset(RunningGuard.early(1));
    String before = run.describeRun();
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(before));
    assertThat(guard.reset(RunningGuard.early(1))).isEqualTo(answer);
  }

  @Test
  void aSecondTripAfterAResetLatchesAgain() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    assertThat(RunningGuard.permit(guard, "r9")).isInstanceOf(PermitAnswer.Granted.class);
    TripAnswer again = guard.trip(RunningGuard.dailyLoss("trip-K1-2"));
    assertThat(again.joined()).isFalse();
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(RunningGuard.permit(guard, "r10")).isInstanceOf(PermitAnswer.Refused.class);
  }

  @Test
  void theGuardContinuesAsNewWithTheDayAndForgetsNothing() {
    AccountGuard guard = run.active();
    String firstRun = run.describeRun();
    run.tripAndFlatten(guard);
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(firstRun));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.FLAT_LOCKED);
    assertThat(guard.status().trip()).isNotNull();
    assertThat(guard.trip(RunningGuard.dailyLoss("trip-K1-1")).epoch()).isEqualTo(1);
    run.world().today = TUESDAY;
    assertThat(guard.reset(RunningGuard.automatic(1)).epoch()).isEqualTo(2);
  }

  @Test
  void aLooserLimitIsRefusedAndATighterOneIsTaken() {
    AccountGuard guard = run.active();
    RunningGuard.assertRefused(
        () -> guard.configure(GuardWorld.policy(RunningGuard.limits("0.03"))), Fault.NOT_READY);
    guard.configure(GuardWorld.policy(RunningGuard.limits("0.015")));
    assertThat(guard.status().policy().limits().dailyLoss()).isEqualByComparingTo("0.015");
  }

  @Test
  void stoppingNeedsAnAccountThatIsFlat() {
    AccountGuard guard = run.active();
    run.world().positions = List.of(held(5));
    RunningGuard.assertRefused(
        () -> guard.stop(new GuardStop("alice", "going home")), Fault.NOT_READY);
    RunningGuard.assertRefused(() -> guard.stop(new GuardStop("alice", " ")), Fault.INVALID_INPUT);
    run.world().positions = List.of();
    assertThat(guard.stop(new GuardStop("alice", "going home"))).contains("alice");
    assertThat(WorkflowStub.fromTyped(guard).getResult(String.class)).contains("going home");
  }

  @Test
  void aWholeDayOfTripFlattenAndResetReplays() throws Exception {
    AccountGuard guard = run.active();
    RunningGuard.permit(guard, "r1");
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    run.eventually(() -> guard.status().ladder() == Ladder.PROBATION);
    run.replays("trip-flatten-reset");
  }
}
