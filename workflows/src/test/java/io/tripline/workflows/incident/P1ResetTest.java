package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.says;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.runbook.P1Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who lifts the halt, and when. */
class P1ResetTest extends P1Scene {
  @Test
  void twoPeopleResetEarlyTheAskerCountingAsOne() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    ResetAsked asked = asks("alice");
    assertThat(asked.resets()).anyMatch(line -> line.contains("2.31 %"));
    assertThat(asked.keeps()).anyMatch(line -> line.contains("closes nothing"));
    assertThat(decide("d1", "bob", "approve", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.APPROVED);
    result();
    assertThat(guard.resets())
        .singleElement()
        .satisfies(reset -> {
          assertThat(reset.automatic()).isFalse();
          assertThat(reset.by()).containsExactly("alice", "bob");
          assertThat(reset.acceptedLoss()).isEqualByComparingTo("0.0231");
        });
    assertThat(state(view(), P1Step.NEXT_DAY).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(state(view(), P1Step.MANUAL_RESET).outcome()).contains("alice and bob");
    keepsTheEventBudget();
  }

  @Test
  void whoAskedForTheResetCannotApproveIt() {
    waitsForTheNextDay();
    asks("alice");
    assertThatThrownBy(() -> decide("d1", "ALICE", "approve", "reset-1"))
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.REQUESTER));
    assertThatThrownBy(() -> decide("d2", "mallory", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_ON_LIST));
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.automatic());
    assertThat(archive.entries(EntryKind.DECISION))
        .extracting(entry -> entry.data().get("outcome"))
        .containsExactly("REQUESTER", "NOT_ON_LIST");
    assertThat(report()).contains("mallory  REFUSED NOT_ON_LIST");
  }

  @Test
  void aDenialKeepsTheHaltAndItCanBeAskedAgain() {
    waitsForTheNextDay();
    asks("alice");
    assertThat(decide("d1", "carol", "deny", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.DENIED);
    assertThat(guard.resets()).isEmpty();
    assertThat(asks("bob").gate().id()).isEqualTo("reset-2");
    decide("d2", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.by().contains("bob"));
  }

  @Test
  void anExpiredGateKeepsTheHaltAndCanBeAskedAgain() {
    waitsForTheNextDay();
    asks("alice");
    env.sleep(Duration.ofMinutes(16));
    assertThat(view().openGates()).isEmpty();
    assertThatThrownBy(() -> decide("d1", "bob", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.TOO_LATE));
    assertThat(asks("alice").gate().id()).isEqualTo("reset-2");
    decide("d2", "bob", "approve", "reset-2");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> !reset.automatic());
  }

  @Test
  void askingTwiceJoinsTheOneGate() {
    waitsForTheNextDay();
    Gate first = asks("alice").gate();
    ResetAsked again = asks("alice");
    assertThat(again.joined()).isTrue();
    assertThat(again.gate().id()).isEqualTo(first.id());
    decide("d1", "bob", "approve", first.id());
    result();
  }

  @Test
  void badDataNeedsTwoPeopleWhoeverAsks() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.DATA);
    inquiry.says(LossVerdict.DATA);
    guard.tripsAgain();
    broker.equity("99900");
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(waiting.openGates().get(0).requester()).isNull();
    assertThat(state(waiting, P1Step.PROVE_FLAT).state()).isEqualTo(StepState.NOT_APPLICABLE);
    decide("d1", "alice", "approve", "reset-1");
    assertThat(guard.resets()).isEmpty();
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.by().equals(List.of("alice", "bob")));
  }

  /** Who approved had not been told of what happened since. */
  @Test
  void aTripThatJoinsWhileTheResetIsBeingApprovedIsPutBeforePeopleFirst() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.DATA);
    inquiry.says(LossVerdict.DATA);
    broker.equity("99900");
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    assertThatThrownBy(() -> decide("d2", "bob", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.TOO_LATE));
    assertThat(guard.resets()).isEmpty();

    decide("d3", "bob", "approve", "reset-2");
    assertThat(guard.resets()).isEmpty();
    decide("d4", "alice", "approve", "reset-2");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.by().size() == 2);
  }

  @Test
  void decisionsBySignalCountLikeUpdatesHoweverOftenTheyCome() {
    waitsForTheNextDay();
    incident.signal("decision", says("d1", "bob", "approve", "reset-1"));
    incident.signal("decision", says("d1", "bob", "approve", "reset-1"));
    incident.signal("decision", Map.of("verdict", List.of("nonsense")));
    until(view -> view.decisions().size() == 1);
    asks("alice");
    result();
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.by().equals(List.of("alice", "bob")));
    assertThat(view().decisions())
        .extracting(DecisionRecord::outcome)
        .containsExactly("EARLY", "APPROVED");
  }

  @Test
  void aRepeatedDecisionGetsTheSameAnswerAndIsJournalledOnce() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.CANCEL, 1));
    guard.tripsAgain();
    until(view -> !view.openGates().isEmpty());
    DecisionAnswer first = decide("d1", "alice", "approve", "reset-1");
    assertThat(decide("d1", "alice", "approve", "reset-1")).isEqualTo(first);
    assertThat(decide("d9", "alice", "approve", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.WAITING);
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(archive.entries(EntryKind.DECISION)).hasSize(2);
  }

  @Test
  void aResetBeforeFlatIsProvenIsRefused() {
    alerted(P1Cases.dailyLoss());
    until(view -> view.acknowledgeBy() != null);
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  @Test
  void whatPeopleApprovedIsTriedAgainWhileTheGuardIsNotReady() {
    waitsForTheNextDay();
    guard.refusesResets(3);
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> !archive.entries(EntryKind.RESET).isEmpty());
    assertThatThrownBy(() -> asks("carol"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    result();
    assertThat(guard.resets()).hasSize(4).noneMatch(ResetRequest::automatic);
    assertThat(guard.resets()).extracting(ResetRequest::requestId).doesNotHaveDuplicates();
    assertThat(archive.entries(EntryKind.RESET))
        .extracting(Entry::text)
        .filteredOn(text -> text.contains("tried again until"))
        .singleElement()
        .asString()
        .contains("NOT_READY");
  }

  @Test
  void aFurtherTripTakesTheApprovalBackThatWaitsForTheGuard() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.CANCEL, 1));
    guard.refusesResets(1);
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    until(view -> !guard.resets().isEmpty());
    incident.signal(
        "alert", P1Cases.brief(P1Cases.ID, P1Cases.policy(), KillSwitch.K13, TripLevel.STOP, 1, 1));
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    env.sleep(Duration.ofMinutes(2));
    assertThat(guard.resets()).hasSize(1);
    decide("d3", "alice", "approve", "reset-2");
    decide("d4", "bob", "approve", "reset-2");
    result();
    // The guard compares: what joined since, and has not come here yet, is lifted by nobody.
    assertThat(guard.resets()).extracting(ResetRequest::further).containsExactly(0, 1);
  }

  @Test
  void aResetThatTheGuardKeepsRefusingIsToldAndTheHaltStays() {
    waitsForTheNextDay();
    guard.refusesResets(30);
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    env.sleep(Duration.ofMinutes(4));
    until(view ->
        archive.entries(EntryKind.RESET).stream()
            .anyMatch(entry -> entry.text().contains("the halt stays: NOT_READY")));
    assertThat(guard.resets()).hasSizeBetween(3, 6);
    guard.refusesResets(0);
    result();
    assertThat(guard.resets().get(guard.resets().size() - 1).automatic()).isTrue();
  }

  @Test
  void anAutoResetThatTheGuardKeepsRefusingIsLeftToPeople() {
    guard.refusesResets(3);
    waitsForTheNextDay();
    env.sleep(Duration.ofHours(23).plusMinutes(34));
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(guard.resets()).hasSize(4);
  }

  @Test
  void anApprovalThatTheAutoResetOvertookDoesNotLiftTheNextHalt() {
    guard.tripsAgainAfterTheNextReset();
    guard.onNextReset(() -> decide("d1", "bob", "approve", "reset-1"));
    waitsForTheNextDay();
    env.sleep(Duration.ofHours(23).plusMinutes(20));
    asks("alice");
    env.sleep(Duration.ofMinutes(11));
    until(view -> state(view, P1Step.VERIFY_TRADING).state() == StepState.WAITING);
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 2));
    until(view -> !view.openGates().isEmpty());
    assertThat(guard.resets()).singleElement().matches(ResetRequest::automatic);
    assertThat(archive.entries(EntryKind.RESET))
        .anyMatch(entry -> entry.text().contains("approval of gate reset-1 was not used"));
    decide("d2", "alice", "approve", "reset-2");
    decide("d3", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).extracting(ResetRequest::epoch).containsExactly(1, 2);
  }

  @Test
  void whileAnApprovedResetIsCarriedOutNoOtherIsAskedFor() {
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    guard.onNextReset(() -> refused.add(catchThrowable(() -> asks("carol"))));
    waitsForTheNextDay();
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    result();
    assertThat(refused)
        .singleElement()
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
  }

  @Test
  void aPersonsTripThatJoinsTakesTheAutoResetAway() {
    waitsForTheNextDay();
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.CANCEL, 1));
    until(view -> !view.openGates().isEmpty());
    env.sleep(Duration.ofDays(1));
    assertThat(guard.resets()).isEmpty();
    asks("alice");
    decide("d1", "bob", "approve", "reset-2");
    result();
  }

  @Test
  void aFlattenAskedAnewWithdrawsTheGateAndNobodyMayAskMeanwhile() {
    waitsForTheNextDay();
    asks("alice");
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.WORKING, "a position came back"));
    until(view -> view.openGates().isEmpty());
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    flat();
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.automatic());
  }
}
