package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What people ask of a halt beside its reset, and the P0 that goes before it. */
class P1PeopleTest extends P1Scene {
  private static final String OUTAGE = "incident-paper-worker-down-2026-11-24-1";

  private String says(String update, Map<String, Object> request) {
    return incident.update(update, String.class, request);
  }

  private void trippedByHand() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> !view.openGates().isEmpty());
  }

  private void falseAlarm(String by) {
    says("resolve", Map.of("by", by, "reason", "I misread the screen", "falseAlarm", true));
  }

  private void twoNames(String gate) {
    decide("d1-" + gate, "alice", "approve", gate);
    decide("d2-" + gate, "bob", "approve", gate);
  }

  @Test
  void aFalseAlarmLiftsNoHaltAndIsCancelledAfterTheReset() {
    trippedByHand();
    falseAlarm("alice");
    IncidentView asked =
        until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    assertThat(String.valueOf(asked.openGates().getFirst().plan()))
        .contains("alice says that it was a FALSE ALARM: I misread the screen");
    assertThat(guard.resets()).isEmpty();
    decide("d1", "alice", "approve", "reset-2");
    assertThat(guard.resets()).isEmpty();
    decide("d2", "bob", "approve", "reset-2");
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(guard.resets()).hasSize(1);
    assertThat(reviews.orders()).isEmpty();
    assertThat(report()).contains("FALSE ALARM, said by alice", "Status: Resolved");
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry -> "CANCELLED".equals(entry.data().get("status")));
  }

  @Test
  void whatTwoNamesApprovedNobodyCallsAFalseAlarmMeanwhile() {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    trippedByHand();
    guard.onNextReset(() -> refused.set(catchThrowable(() -> falseAlarm("carol"))));
    twoNames("reset-1");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(refused.get()).hasStackTraceContaining("the reset was approved for what it was");
    assertThat(reviews.orders()).hasSize(1);
  }

  @Test
  void whatWasDoneToTheAccountIsNoFalseAlarm() {
    waitsForTheNextDay();
    assertThatThrownBy(() -> falseAlarm("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY))
        .hasStackTraceContaining("the loss was judged REAL");
    judged(LossVerdict.UNDETERMINED);
    until(view -> !view.openGates().isEmpty());
    assertThatThrownBy(() -> falseAlarm("alice")).hasStackTraceContaining("positions were closed");
    twoNames("reset-1");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(reviews.orders()).hasSize(1);
  }

  @Test
  void aFalseAlarmThatWasOvertakenByAFlattenIsReviewed() {
    trippedByHand();
    falseAlarm("alice");
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.WORKING, "closing"));
    until(view -> view.openGates().isEmpty());
    flat();
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-3")));
    twoNames("reset-3");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(reviews.orders()).hasSize(1);
    assertThat(report()).contains("no false alarm after all: positions were closed");
  }

  @Test
  void aPersonWhoDoubtsTheLossTakesTheAutoResetAway() {
    waitsForTheNextDay();
    assertThat(says("judge", Map.of("by", "carol", "reason", "stale quotes", "verdict", "DATA")))
        .contains("the machine says REAL", "people decide");
    IncidentView asked = until(view -> !view.openGates().isEmpty());
    assertThat(String.valueOf(asked.openGates().getFirst().plan()))
        .contains("carol judges the loss DATA: stale quotes");
    twoNames("reset-1");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> !reset.automatic());
    assertThat(report()).contains("judged DATA by carol: stale quotes");
    assertThat(archive.entries(EntryKind.VERDICT))
        .anyMatch(entry -> "carol".equals(entry.data().get("person")));
  }

  @Test
  void aPersonWhoHoldsBadDataForRealHasTheGuardAskForFlat() {
    alerted(P1Cases.dailyLoss());
    inquiry.says(LossVerdict.DATA);
    judged(LossVerdict.DATA);
    until(view -> !view.openGates().isEmpty());
    assertThat(says("judge", Map.of("by", "carol", "reason", "I lost it", "verdict", "REAL")))
        .contains("asks for flat");
    assertThat(guard.verdicts().getLast().assessment().judgement().verdict())
        .isEqualTo(LossVerdict.UNDETERMINED);
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    twoNames("reset-2");
    result();
  }

  @Test
  void aP0OfTheAccountGoesFirstAndClocksAndFlattenGoOn() {
    trippedByHand();
    incident.signal("preempted", new Dispatch.OutageFor(ID, OUTAGE));
    IncidentView held = until(view -> view.openGates().isEmpty());
    assertThat(state(held, P1Step.MANUAL_RESET).outcome()).contains("held by the P0 " + OUTAGE);
    assertThat(held.nextCommand()).contains("incident ack");
    incident.update("acknowledge", String.class, word("alice", ""));
    assertThat(view().nextCommand()).isEqualTo("./tripline incident show " + OUTAGE);
    assertThatThrownBy(() -> asks("alice")).hasStackTraceContaining("that goes first");
    assertThatThrownBy(() -> decide("d0", "bob", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.TOO_LATE));
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.WORKING, "closing"));
    incident.signal("flatten", P1Cases.ended(new FlattenResult.ProvenFlat(nothingToClose())));
    until(view -> view.flatten() != null && view.flatten().result() != null);
    env.sleep(Duration.ofHours(2));
    assertThat(view().openGates()).isEmpty();
    assertThat(guard.resets()).isEmpty();
    incident.signal("preempted", new Dispatch.OutageFor(ID, null));
    String gate = until(view -> !view.openGates().isEmpty()).openGates().getFirst().id();
    twoNames(gate);
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report()).contains("held by the P0 " + OUTAGE, "is over: this goes on");
  }

  @Test
  void aP0ThatDoesNotRunAnyMoreHoldsNobodyBackOnceSomebodyAsks() {
    trippedByHand();
    incident.signal("preempted", new Dispatch.OutageFor(ID, OUTAGE));
    until(view -> view.openGates().isEmpty());
    guard.lists(OUTAGE);
    assertThat(says("retry", Map.of("by", "alice", "reason", "it was terminated")))
        .contains("Looking again");
    assertThat(guard.notices())
        .anyMatch(
            each -> each.incident().equals(OUTAGE) && each.status() == IncidentStatus.CANCELLED);
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    twoNames("reset-2");
    result();
  }

  private static ProofOfFlat nothingToClose() {
    return new ProofOfFlat(
        P1Cases.ACCOUNT, "every symbol", List.of(), List.of(), List.of(), "", TRIPPED, TRIPPED);
  }

  @Test
  void anApprovalThatAnOutageOvertookIsAskedForAnew() {
    trippedByHand();
    decide("d1", "alice", "approve", "reset-1");
    incident.signal("preempted", new Dispatch.OutageFor(ID, OUTAGE));
    until(view -> view.openGates().isEmpty());
    incident.signal("preempted", new Dispatch.OutageFor(ID, null));
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-2")));
    assertThat(guard.resets()).isEmpty();
    twoNames("reset-2");
    result();
  }

  @Test
  void itIsNotOverWhileTheAccountIsHalted() {
    trippedByHand();
    assertThatThrownBy(() -> says("resolve", Map.of("by", "alice", "reason", "all is well")))
        .hasStackTraceContaining("the account is halted");
    guard.wasResetElsewhere();
    assertThat(says("resolve", Map.of("by", "alice", "reason", "bob reset it at the guard")))
        .contains("nothing speaks against it");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(state(view(), P1Step.MANUAL_RESET).outcome()).contains("lifted elsewhere");
  }

  @Test
  void aHaltIsP1AtLeastAndP0AtMost() {
    trippedByHand();
    assertThatThrownBy(
            () -> says("regrade", Map.of("by", "alice", "reason", "calm", "severity", "P2")))
        .hasStackTraceContaining("no regrade lifts a halt");
    says("regrade", Map.of("by", "alice", "reason", "worse", "severity", "P0"));
    assertThat(view().severity()).isEqualTo(Severity.P0);
    says("regrade", Map.of("by", "alice", "reason", "better", "severity", "P1"));
    assertThat(view().severity()).isEqualTo(Severity.P1);
    until(view ->
        archive.notices().stream().filter(each -> each.headline().contains("egraded")).count() > 1);
    assertThat(archive.notices())
        .filteredOn(each -> each.headline().contains("egraded"))
        .extracting(each -> each.urgency() + " " + each.headline())
        .containsExactly(
            "PAGE DRILL P0 System Down: regraded from P1 by alice",
            "NOTIFY DRILL P1 Trading Halted: regraded from P0 by alice");
    assertThat(guard.trips()).isEmpty();
    twoNames("reset-1");
    result();
    assertThat(reviews.orders()).hasSize(1);
  }

  @Test
  void aRetryReachesTheFlattenOrSaysThatItDoesNotRun() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.FLATTEN, 1));
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.ESCALATED, "refused"));
    until(view -> view.flatten() != null);
    assertThatThrownBy(() -> says("retry", Map.of("by", "alice", "reason", "margin is met")))
        .hasStackTraceContaining("the flatten could not be told");
    flat();
    until(view -> !view.openGates().isEmpty());
    assertThat(says("retry", Map.of("by", "alice", "reason", "look"))).contains("Looking again");
    assertThat(says("ask", Map.of("by", "alice", "reason", "incident_response")))
        .contains("Joined gate reset-1");
    decide("d1", "bob", "approve", "reset-1");
    result();
  }
}
