package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.loss;
import static io.tripline.workflows.guard.GuardWorld.noon;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountGuardTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void isHaltedUntilTheJournalIsReadAndOneCleanReadingIsTaken() {
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Refused.class);

    guard.dayRolled(rolled(MONDAY, false));
    assertThat(RunningGuard.permit(guard, "r2")).isInstanceOf(PermitAnswer.Refused.class);

    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> !guard.status().isHalted());
    assertThat(RunningGuard.permit(guard, "r3")).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void staysHaltedWhileTheJournalCannotBeRead() {
    run.world().journalDown = true;
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    guard.dayRolled(rolled(MONDAY, true));
    assertThat(guard.status().isHalted()).isTrue();

    run.world().journalDown = false;
    run.eventually(() -> !guard.status().isHalted());
  }

  @Test
  void aHaltThatTheJournalKnowsOfIsLatchedAgainWithAnIncidentToResetIt() {
    run.world().past =
        new io.tripline.workflows.journal.Journal.GuardMemory(true, true, 4, 17, Map.of(), "K1");
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> guard.status().trip() != null);
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(guard.status().epoch()).isEqualTo(4);
    run.eventually(() -> run.world().dispatched.stream().anyMatch(d -> d.startsWith("declare")));
  }

  @Test
  void aHaltFromTheJournalKeepsItsSwitchAndWhatItAskedFor() {
    run.world().past = halted(KillSwitch.K10, true);
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    run.eventually(() -> run.world().flattens.size() == 1);
    assertThat(guard.status().trip())
        .matches(trip -> trip.killSwitch() == KillSwitch.K10)
        .matches(trip -> trip.level() == TripLevel.FLATTEN);
  }

  @Test
  void aHaltFromTheJournalJoinsATripThatCameBeforeItWasRead() {
    run.world().past = halted(KillSwitch.K13, false);
    run.world().journalDown = true;
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    assertThat(guard.status().trip()).matches(trip -> !trip.byHand());
    run.world().journalDown = false;
    // Whatever else it was, it needed people.
    run.eventually(() -> RunningGuard.standing(guard).byHand());
  }

  private static io.tripline.workflows.journal.Journal.GuardMemory halted(
      KillSwitch trippedBy, boolean flatAsked) {
    return new io.tripline.workflows.journal.Journal.GuardMemory(
        true, true, 4, 17, Map.of(), "it was", List.of(), null, null, null, trippedBy, flatAsked);
  }

  @Test
  void aHaltFromTheJournalBelongsToTheIncidentThatGoesOn() {
    String goingOn = "incident-paper-daily-loss-2026-11-13-2";
    run.world().past =
        new io.tripline.workflows.journal.Journal.GuardMemory(
            true, true, 4, 17, Map.of(), "K1", List.of(), goingOn);
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    run.eventually(() -> run.world().dispatched.contains("declare " + goingOn));
    assertThat(guard.status().incidents()).containsExactly(goingOn);
  }

  @Test
  void aDailyLossIsDeclaredJudgedAndFlattened() {
    AccountGuard guard = run.active();
    TripAnswer answer = guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    assertThat(answer.ladder()).isEqualTo(Ladder.HALTED);
    assertThat(answer.incident()).isEqualTo("incident-paper-daily-loss-2026-11-16-1");
    run.eventually(
        () -> run.world().flattens.size() == 1 && run.world().dispatched.contains("verdict REAL"));
    assertThat(run.world().dispatched)
        .contains("declare " + answer.incident(), "verdict REAL", "flatten loss judged REAL");
    assertThat(run.world().written)
        .anyMatch(e ->
            e.text()
                .startsWith(
                    "KILL SWITCH TRIGGERED switch=K1 reading=2.50 % limit=2.00 % incident="));
  }

  @Test
  void theSameTripTwiceIsOneTrip() {
    AccountGuard guard = run.active();
    TripAnswer first = guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    assertThat(guard.trip(RunningGuard.dailyLoss("trip-K1-1"))).isEqualTo(first);
    run.eventually(() -> run.world().flattens.size() == 1);
    run.env().sleep(Duration.ofSeconds(5));
    assertThat(run.world().flattens).hasSize(1);
  }

  @Test
  void aLossThatIsDataHaltsButClosesNothingUntilALaterVerdictSaysOtherwise() {
    run.world().verdict = LossVerdict.DATA;
    AccountGuard guard = run.active();
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().dispatched.contains("verdict DATA"));
    assertThat(run.world().flattens).isEmpty();
    assertThat(guard.status().isHalted()).isTrue();

    guard.assess(
        new Assessment(
            1,
            new io.tripline.workflows.killswitch.LossJudgement(
                LossVerdict.UNDETERMINED, List.of(), "0.03", noon(MONDAY).now(), "deeper")));
    run.eventually(() -> run.world().flattens.size() == 1);
  }

  @Test
  void aQuestionThatDiedWithItsWorkerIsAskedAgainWithinTheTimeOfTheVerdict() {
    run.world().dyingInquiries.set(1);
    AccountGuard guard = run.active();
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().flattens.size() == 1);
    assertThat(run.world().flattens.getFirst().reason()).contains("REAL");
  }

  @Test
  void aTripListsThePermitsWhoseOrdersMayStillArrive() {
    AccountGuard guard = run.active();
    ClientOrderId id = RunningGuard.granted(RunningGuard.permit(guard, "r1"));
    TripAnswer answer = guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    assertThat(answer.unsettled()).extracting("id").containsExactly(id);
    run.eventually(() -> run.world().flattens.size() == 1);
    assertThat(run.world().flattens.getFirst().unsettled()).extracting("id").containsExactly(id);
  }

  @Test
  void oneOpenOrderAtATimeAndTheSameRequestGetsTheSameAnswer() {
    AccountGuard guard = run.active();
    PermitAnswer first = RunningGuard.permit(guard, "r1");
    assertThat(RunningGuard.permit(guard, "r1")).isEqualTo(first);
    assertThat(RunningGuard.permit(guard, "r2")).isInstanceOf(PermitAnswer.Refused.class);
    guard.settle(
        new Settlement(ACCOUNT, RunningGuard.granted(first), Settlement.Outcome.ENDED, "filled"));
    assertThat(RunningGuard.granted(RunningGuard.permit(guard, "r3")))
        .isNotEqualTo(RunningGuard.granted(first));
  }

  @Test
  void anIntentThatTheJournalDoesNotTakeIsRefused() {
    AccountGuard guard = run.active();
    run.world().journalDown = true;
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Refused.class);
    run.world().journalDown = false;
    assertThat(guard.status().unsettled()).isEmpty();
  }

  @Test
  void anExitWaitsForNoJournalAndIsWrittenDownWhenItIsBack() throws Exception {
    AccountGuard guard = run.active();
    run.world().journalDown = true;
    ClientOrderId exit = RunningGuard.granted(RunningGuard.exit(guard, "x1"));
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Refused.class);
    run.world().journalDown = false;
    run.eventually(() ->
        run.world().written.stream()
            .anyMatch(entry ->
                entry.id().equals("permit/" + exit)
                    && entry.actor().equals("session-paper-2026-11-16")));
    run.replays("exit-without-journal");
  }

  @Test
  void theGuardIsNotStoppedWhileAnOrderMayStillArrive() {
    AccountGuard guard = run.active();
    RunningGuard.permit(guard, "r1");
    RunningGuard.assertRefused(() -> guard.stop(new GuardStop("alice", "home")), Fault.NOT_READY);
    run.env().sleep(Duration.ofSeconds(20));
    assertThat(guard.stop(new GuardStop("alice", "home"))).contains("alice");
  }

  @Test
  void anUnconfirmedBreachRefusesEntriesAndItsLiftingPassesThem() {
    AccountGuard guard = run.active();
    guard.suspect(new Suspicion(true, loss("2.10 %")));
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Refused.class);
    guard.suspect(new Suspicion(false, loss("1.90 %")));
    assertThat(RunningGuard.permit(guard, "r2")).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void aStartWithoutAnAccountEndsWithASentenceInsteadOfAStuckTask() {
    AccountGuard guard = run.stub();
    WorkflowClient.start(guard::run, new GuardStart(null, null, null));
    assertThat(WorkflowStub.fromTyped(guard).getResult(String.class))
        .startsWith("refused: account");
  }

  @Test
  void aTripThatNamesNobodyIsRefusedBeforeItIsWritten() {
    AccountGuard guard = run.active();
    assertThatThrownBy(
            () -> guard.trip(new TripRequest(ACCOUNT, null, null, null, null, " ", "reason", null)))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("INVALID_INPUT: by");
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void aPersonWhoAsksForFlatGetsItEvenWhereTheLossLookedLikeBadData() {
    run.world().verdict = LossVerdict.DATA;
    AccountGuard guard = run.active();
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().dispatched.contains("verdict DATA"));
    TripAnswer joined =
        guard.trip(
            new TripRequest(
                ACCOUNT, null, KillSwitch.K13, TripLevel.FLATTEN, null, "alice", "close it", null));
    assertThat(joined.joined()).isTrue();
    run.eventually(() -> run.world().flattens.size() == 1);
  }

  @Test
  void aPersonWhoAsksForFlatOnceMoreIsNotToldThatSomebodyAskedBefore() {
    AccountGuard guard = run.active();
    guard.trip(flatPlease("first"));
    run.eventually(() -> run.world().flattens.size() == 1);
    // Nobody works on it any more: its workflow was terminated.
    guard.trip(flatPlease("second"));
    run.eventually(() -> run.world().flattens.size() == 2);

    guard.flattenNotice(
        GuardWorld.ended(run.world().flattens.get(1), GuardWorld.flatAt(noon(MONDAY).now())));
    run.eventually(() -> guard.status().ladder() == Ladder.FLAT_LOCKED);
    assertThat(guard.trip(flatPlease("third")).ladder()).isEqualTo(Ladder.HALTED);
    assertThat(guard.status().lastFlatten()).isNull();
    run.eventually(() -> run.world().flattens.size() == 3);
    // The same request again is a repeat of a lost answer.
    guard.trip(flatPlease("third"));
    assertThat(run.world().flattens).hasSize(3);
  }

  private static TripRequest flatPlease(String requestId) {
    return new TripRequest(
        ACCOUNT, requestId, KillSwitch.K13, TripLevel.FLATTEN, null, "alice", "close it", null);
  }

  @Test
  void aLossDuringAManualHaltIsJudgedAndFlattened() {
    AccountGuard guard = run.active();
    guard.trip(
        new TripRequest(
            ACCOUNT, null, KillSwitch.K13, TripLevel.STOP, null, "alice", "let me look", null));
    assertThat(guard.watchPlan().trippedHard()).isFalse();
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().flattens.size() == 1);
    assertThat(run.world().dispatched).contains("verdict REAL");
  }
}
