package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way. */
class P1TroubleTest extends P1Scene {
  @Test
  void anUndeterminedLossDoesNotResetByItself() {
    inquiry.says(LossVerdict.UNDETERMINED);
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.UNDETERMINED);
    flat();
    until(view -> !view.openGates().isEmpty());
    env.sleep(Duration.ofDays(2));
    assertThat(guard.resets()).isEmpty();
    assertThat(view().openGates()).isEmpty();
    asks("alice");
    decide("d1", "bob", "approve", "reset-2");
    result();
  }

  @Test
  void flatProvenOnlyAfterTheNextOpenDoesNotResetByItself() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    incident.signal(
        "flatten", P1Cases.stage(FlattenNotice.Stage.WAITING_FOR_OPEN, "opens 2026-11-25"));
    until(view -> state(view, P1Step.PROVE_FLAT).outcome().contains("WAITING_FOR_OPEN"));
    env.sleep(Duration.ofHours(24));
    assertThat(view().status()).isNotEqualTo(IncidentStatus.MITIGATED);
    incident.signal("flatten", P1Cases.flat(Instant.parse("2026-11-25T15:01:00Z")));
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(archive.notices()).anyMatch(notice -> notice.headline().contains("waits for"));
    assertThat(guard.resets()).singleElement().matches(reset -> !reset.automatic());
  }

  @Test
  void anAbortedFlattenIsNoMitigationAndNeedsPeople() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    incident.signal(
        "flatten",
        P1Cases.ended(new FlattenResult.Aborted(List.of("alice", "bob"), "halted stock")));
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(waiting.milestones().mitigated()).isNull();
    assertThat(state(waiting, P1Step.PROVE_FLAT).state()).isEqualTo(StepState.FAILED);
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
  }

  @Test
  void anEscalatedFlattenPagesPeople() {
    alerted(P1Cases.dailyLoss());
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.ESCALATED, "403 on the exit"));
    until(view ->
        archive.notices().stream().anyMatch(notice -> notice.headline().contains("NOT FLAT")));
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  @Test
  void anAccountThatTripsAgainAfterTheResetStartsTheStepsOver() {
    guard.tripsAgainAfterTheNextReset();
    waitsForTheNextDay();
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> state(view, P1Step.VERIFY_TRADING).state() == StepState.WAITING);
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 2));
    until(view -> !view.openGates().isEmpty());
    decide("d2", "alice", "approve", "reset-2");
    decide("d3", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).extracting(ResetRequest::epoch).containsExactly(1, 2);
    assertThat(report())
        .containsSubsequence(
            "Halt epoch 1, K1 at ",
            "account was proven flat",
            "Halt epoch 2, K13 at ",
            "No position was closed.",
            "Between these halts entries passed.",
            "Proof of flat:",
            "Halt epoch 1, K1",
            "proven at ",
            "Halt epoch 2, K13",
            "none: the account was not flattened to a proof");
    assertThat(view().steps())
        .filteredOn(step -> !step.id().equals(P1Step.NOTIFY.step().id()))
        .noneMatch(step -> step.state() == StepState.FAILED);
  }

  /**
   * The budget of events, which is checked afterwards, holds only where it looks ever more rarely.
   */
  @Test
  void whatBlocksEntriesForLongIsLookedAtEverMoreRarelyAndAtOnceWhenAsked() {
    guard.tripsAgainAfterTheNextReset();
    waitsForTheNextDay();
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> state(view, P1Step.VERIFY_TRADING).state() == StepState.WAITING);
    env.sleep(Duration.ofMinutes(100));
    guard.wasResetElsewhere();
    Instant asked = Instant.ofEpochMilli(env.currentTimeMillis());
    incident.update("retry", String.class, Map.of("by", "bob", "reason", "it has ended"));
    result();
    assertThat(view().milestones().resolved()).isBefore(asked.plus(Duration.ofMinutes(1)));
  }

  @Test
  void aTripWhileTradingIsVerifiedStartsTheStepsOverToo() {
    guard.onNextProbe(() -> {
      // By now the question for the guard's status, which is asked beside it, has been answered.
      realPause();
      guard.tripsAgain();
      incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 2));
    });
    waitsForTheNextDay();
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    decide("d2", "alice", "approve", "reset-2");
    decide("d3", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).extracting(ResetRequest::epoch).containsExactly(1, 2);
  }

  @Test
  void aFlattenThatATripAsksForLaterIsWaitedForAndTheHarmGoesOnMeanwhile() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> !view.openGates().isEmpty());
    assertThat(view().status()).isEqualTo(IncidentStatus.MITIGATED);
    assertThat(state(view(), P1Step.PROVE_FLAT).state()).isEqualTo(StepState.NOT_APPLICABLE);
    incident.signal("alert", P1Cases.brief(KillSwitch.K1, TripLevel.FLATTEN, 1));
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.WAITING_FOR_OPEN, "at 09:30"));
    IncidentView waits = until(view -> state(view, P1Step.PROVE_FLAT).state() == StepState.WAITING);
    assertThat(waits.status()).isEqualTo(IncidentStatus.DECLARED);
    assertThat(state(waits, P1Step.PROVE_FLAT).outcome()).contains("WAITING_FOR_OPEN: at 09:30");
    flat();
    until(view -> view.status() == IncidentStatus.MITIGATED);
    assertThat(state(view(), P1Step.PROVE_FLAT).outcome()).startsWith("proven flat");
    String gate = until(view -> !view.openGates().isEmpty()).openGates().getFirst().id();
    decide("d1", "alice", "approve", gate);
    decide("d2", "carol", "approve", gate);
    result();
  }

  @Test
  void whatAFlattenSaidBeforeItsEndChangesNothingWhenItComesAfterIt() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    flat();
    until(view -> state(view, P1Step.NEXT_DAY).state() == StepState.WAITING);
    incident.signal(
        "flatten",
        new Dispatch.FlattenFor(
            ID,
            1,
            new FlattenNotice(
                "r1",
                FlattenNotice.Stage.ESCALATED,
                "a cancel is stuck",
                null,
                TRIPPED.minusSeconds(1))));
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    result();
    assertThat(archive.notices()).noneMatch(notice -> notice.headline().contains("NOT FLAT"));
  }

  @Test
  void aDueSessionThatDoesNotRunIsSaidAloud() {
    AccountPolicy trading = P1Cases.trading();
    alerted(P1Cases.brief(ID, trading, KillSwitch.K1, TripLevel.FLATTEN, 1));
    guard.session(null, new MarketClock(TRIPPED, true, TRIPPED, TRIPPED, 1));
    judged(LossVerdict.REAL);
    flat();
    result();
    assertThat(state(view(), P1Step.VERIFY_TRADING).outcome()).contains("NO SESSION RUNS");
  }

  @Test
  void noticesThatReachNobodyAreOnTheTimeline() {
    archive.reachesNobody();
    waitsForTheNextDay();
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("NOBODY COULD BE TOLD"));
    result();
  }

  @Test
  void aHaltThatWasLiftedAtTheGuardItselfIsNotWaitedForForEver() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> !view.openGates().isEmpty());
    guard.wasResetElsewhere();
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("lifted elsewhere"));
  }

  @Test
  void aGuardThatDoesNotAnswerAtFirstDelaysOnlyTheProofOfTheLatch() {
    guard.isSilent(Duration.ofMinutes(2), () -> env.currentTimeMillis());
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    env.sleep(Duration.ofMinutes(5));
    until(view -> !view.openGates().isEmpty());
    assertThat(archive.notices()).isNotEmpty();
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void aMarketThatCantBeReadDoesNotStopTheProcedure() {
    inquiry.losesTheMarket();
    waitsForTheNextDay();
    result();
    assertThat(state(view(), P1Step.MARKET).outcome()).contains("unknown");
  }
}
