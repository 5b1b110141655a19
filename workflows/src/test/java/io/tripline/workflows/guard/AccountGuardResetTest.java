package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.held;
import static io.tripline.workflows.guard.GuardWorld.loss;
import static io.tripline.workflows.guard.GuardWorld.noon;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.guard.SomebodysOrder.resting;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.killswitch.WorkerMark;
import io.tripline.workflows.proof.FlattenRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    ResetRequest request = RunningGuard.byHand("by-hand", incident, "alice", "bob");
    guard.suspect(new Suspicion(true, loss("0.10 %")));
    RunningGuard.assertRefused(() -> guard.reset(request), Fault.NOT_READY);
    guard.suspect(new Suspicion(false, loss("0.10 %")));
    assertThat(guard.reset(request).epoch()).isEqualTo(2);
  }

  @Test
  void noHaltIsLiftedWhileTheFileIsThereByWhichAPersonHolds() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.trip(
        new TripRequest(
            ACCOUNT,
            "trip-K13-file-1-STOP",
            KillSwitch.K13,
            TripLevel.STOP,
            byFile(Check.FAIL),
            "file HALT",
            "the file /data/HALT is there: stop",
            null));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.switches(file(Check.UNKNOWN));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.switches(file(Check.PASS));
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
  }

  private static SwitchTable file(Check check) {
    return new SwitchTable(
        List.of(new SwitchReading(byFile(check), SwitchReading.Wish.NOTHING)),
        null,
        null,
        null,
        null,
        null,
        WorkerMark.UNKNOWN,
        null);
  }

  private static Observation byFile(Check check) {
    Instant noon = noon(MONDAY).now();
    return new Observation(
        KillSwitch.K13,
        check,
        "the file /data/HALT is there: stop",
        "no file HALT in the data directory",
        Map.of(Observation.HALT_FILE, "/data/HALT"),
        noon,
        noon);
  }

  @Test
  void aManualStopIsLiftedWithItsProtectiveOrderInPlaceButNotWithABid() {
    AccountGuard guard = run.active();
    run.world().positions = List.of(held(10));
    String incident =
        guard
            .trip(
                new TripRequest(
                    ACCOUNT, null, KillSwitch.K13, TripLevel.STOP, null, "alice", "look", null))
            .incident();
    ResetRequest request = RunningGuard.byHand("by-hand", incident, "alice", "bob");
    run.world().openOrders = List.of(resting(Side.SELL), resting(Side.BUY));
    RunningGuard.assertRefused(() -> guard.reset(request), Fault.NOT_READY);
    run.world().openOrders = List.of(resting(Side.SELL));
    assertThat(guard.reset(request).epoch()).isEqualTo(2);
  }

  @Test
  void namesThatNoGateCanHaveCountedLiftNothing() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    for (List<String> by :
        List.of(
            List.of("mallory", "eve"),
            List.of("alice"),
            List.of("alice", "ALICE "),
            List.of("alice", "mallory"),
            List.<String>of())) {
      ResetRequest forged =
          new ResetRequest(
              "forged",
              ACCOUNT,
              1,
              "incident-paper-daily-loss-2026-11-16-1",
              by,
              "trust me",
              false,
              new BigDecimal("0.01"),
              null);
      RunningGuard.assertRefused(() -> guard.reset(forged), Fault.NOT_PERMITTED);
    }
    assertThat(guard.status().isHalted()).isTrue();
  }

  @Test
  void aResetForAnotherAccountLiftsNothing() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    ResetRequest early = RunningGuard.early(1);
    ResetRequest other =
        new ResetRequest(
            early.requestId(),
            new AccountName("other"),
            early.epoch(),
            early.incident(),
            early.by(),
            early.reason(),
            false,
            early.acceptedLoss(),
            null);
    RunningGuard.assertRefused(() -> guard.reset(other), Fault.CONFLICT);
  }

  @Test
  void aHaltThatASwitchForPeopleJoinedNeverResetsByItself() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.trip(
        new TripRequest(
            ACCOUNT, "trip-K2-1", KillSwitch.K2, null, null, "the watch", "drawdown", null));
    run.world().today = TUESDAY;
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);
  }

  @Test
  void aTripThatJoinedAfterTheDecisionIsNotLiftedWithIt() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.trip(
        new TripRequest(
            ACCOUNT, "by-hand", KillSwitch.K13, TripLevel.STOP, null, "carol", "strange", null));
    RunningGuard.assertRefused(
        () -> guard.reset(RunningGuard.knowing(0, RunningGuard.early(1))), Fault.TOO_LATE);
    assertThat(guard.status().isHalted()).isTrue();
    run.eventually(() -> run.world().briefs.size() == 2);
    assertThat(run.world().briefs.getLast().further()).isEqualTo(1);
    assertThat(guard.reset(RunningGuard.knowing(1, RunningGuard.early(1))).epoch()).isEqualTo(2);
  }

  @Test
  void aLossIsNotResetWhileTheAccountItselfIsWrong() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.switches(SwitchesAtTheGuardTest.table(reads(KillSwitch.K7, Check.FAIL)));
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.switches(SwitchesAtTheGuardTest.table(reads(KillSwitch.K7, Check.PASS)));
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
  }

  @Test
  void whatTheWatchDoesNotKnowOfTheAccountTheGuardReadsItself() throws Exception {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.switches(SwitchesAtTheGuardTest.table(reads(KillSwitch.K17, Check.UNKNOWN)));
    run.world().status = "ACCOUNT_UPDATED";
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    run.world().status = "ACTIVE";
    run.world().gap = Money.of("500");
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    run.world().gap = Money.ZERO;
    // Still unknown to the watch: the guard's own look is enough, or no reset would ever pass.
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
    run.replays("reset-judges-unknown");
  }

  @Test
  void theThrottleIsResetWithTheDesignatedNameOnly() {
    AccountGuard guard =
        run.start(
            new GuardStart(ACCOUNT, POLICY.with(POLICY.approvals().designating("carol")), null));
    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> !guard.status().isHalted());
    String incident =
        guard
            .trip(
                new TripRequest(
                    ACCOUNT, "trip-K10-1", KillSwitch.K10, null, null, "the guard", "often", null))
            .incident();
    ResetRequest two = RunningGuard.byHand("k10-a", incident, "alice", "bob");
    RunningGuard.assertRefused(() -> guard.reset(two), Fault.NOT_PERMITTED);
    ResetRequest three = RunningGuard.byHand("k10-b", incident, "alice", "bob", "Carol");
    assertThat(guard.reset(three).epoch()).isEqualTo(2);
  }

  @Test
  void aReadingThatDoesNotKnowTheGuardsOwnSuspensionYetHoldsNoResetBack() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.switches(SwitchesAtTheGuardTest.table(reads(KillSwitch.K13, Check.FAIL)));
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
  }

  private static SwitchReading reads(KillSwitch killSwitch, Check check) {
    return SwitchesAtTheGuardTest.reads(killSwitch, check, Wish.NOTHING, Map.of());
  }

  @Test
  void anEarlyResetAcceptsNoGreaterLossThanTheBrokerShows() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().equity = Money.of("98500");
    guard.reset(RunningGuard.early(1));
    assertThat(guard.watchPlan().acceptedLoss()).isEqualByComparingTo("0.015");
  }

  @Test
  void anEarlyResetAcceptsNoGreaterLossThanPeopleSaw() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    run.world().equity = Money.of("97000");
    guard.reset(RunningGuard.early(1));
    assertThat(guard.watchPlan().acceptedLoss()).isEqualByComparingTo("0.025");
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
