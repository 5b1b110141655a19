package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our trading worker dies while the broker's API is out: one incident, not two. */
class P1WorkerLostTest extends P1Scene {
  @Test
  void theIncidentBecomesAP0InPlaceAndResetAndSessionWaitForTheWorker() {
    inquiry.apiIs(Check.FAIL, Check.PASS);
    begin();
    acknowledged();
    dies();
    IncidentView now = until(view -> view.severity() == Severity.P0);
    assertThat(now.id()).isEqualTo(ID);
    assertThat(now.alerts()).isEqualTo(2);
    assertThat(now.status()).isEqualTo(IncidentStatus.ACKNOWLEDGED);
    until(view -> !pages("Regraded from P1 to P0: no worker answers").isEmpty());

    inquiry.apiIs(Check.PASS, Check.PASS);
    env.sleep(Duration.ofMinutes(3));
    until(view -> state(view, P1Step.MANUAL_RESET).outcome().contains("no trading worker answers"));
    assertThat(view().openGates()).isEmpty();
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    assertThatThrownBy(this::falseAlarm)
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));

    system.worker(Check.PASS);
    env.sleep(Duration.ofMinutes(6));
    approveAll(asked());
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.trips()).isEmpty();
    assertThat(guard.resets()).hasSize(1);
    assertThat(pages("Regraded from P1 to P0: no worker answers")).hasSize(1);
    assertThat(report()).contains("Severity: P0", "a trading worker answers again");
    assertThat(reviews.orders()).singleElement().matches(each -> each.severity() == Severity.P0);
  }

  @Test
  void anAccountThatStaysExposedIsFlattenedThroughTheGuardAsInAnyP0() {
    system.exposure(Check.FAIL);
    inquiry.apiIs(Check.FAIL, Check.PASS);
    guard.onTrip(request -> incident.signal("alert", joined()));
    begin();
    acknowledged();
    dies();
    until(view -> view.severity() == Severity.P0);
    env.sleep(Duration.ofMinutes(14));
    assertThat(guard.trips()).isEmpty();
    env.sleep(Duration.ofMinutes(2));
    until(view -> !guard.trips().isEmpty());
    TripRequest trip = guard.trips().getFirst();
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K14);
    assertThat(trip.level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(trip.reason()).contains("without a trading worker for 15 min", "140 SPY");
    until(view -> state(view, P1Step.PROVE_FLAT).state() == StepState.WAITING);

    incident.signal("flatten", P1Cases.flat(now()));
    until(view -> state(view, P1Step.PROVE_FLAT).state() == StepState.DONE);
    assertThat(view().status()).isEqualTo(IncidentStatus.MITIGATED);
    assertThat(view().severity()).isEqualTo(Severity.P0);
    system.exposure(Check.PASS);
    worksAgain();
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.trips()).hasSize(1);
  }

  @Test
  void aGateThatIsOpenWhenTheWorkerDiesIsWithdrawnAndPeopleAreAskedAnew() {
    inquiry.apiIs(Check.PASS, Check.PASS);
    begin();
    acknowledged();
    Gate before = asked();
    dies();
    until(view -> view.openGates().isEmpty());
    assertThatThrownBy(() -> decide("late", "alice", "approve", before.id()))
        .isInstanceOf(WorkflowUpdateException.class);
    worksAgain();
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets()).hasSize(1);
  }

  @Test
  void whatIsAP0AlreadyPagesOfTheDeadWorkerAllTheSame() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    acknowledged();
    env.sleep(Duration.ofMinutes(3));
    until(view -> view.severity() == Severity.P0);
    dies();
    until(view -> !pages("P0: the trading worker is down as well").isEmpty());
    dies();
    until(view -> view.alerts() == 3);
    assertThat(pages("P0: the trading worker is down as well")).hasSize(1);
    worksAgain();
    result();
  }

  @Test
  void aHaltForAnythingElseIsNoOutageAndStaysWhatItIs() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> view.acknowledgeBy() != null);
    dies();
    until(view -> view.alerts() == 2);
    assertThat(view().severity()).isEqualTo(Severity.P1);
    acknowledged();
    decide("d1", "bob", "approve", asks("carol").gate().id());
    result();
  }

  /** Two things are looked at, and a P0 pages and tells more often. */
  @Override
  int eventBudget() {
    return 2 * super.eventBudget();
  }

  private void begin() {
    alerted(P1ApiErrorsTest.outage(P1Cases.trading()));
    until(view -> state(view, P1Step.PROVE_FLAT).state() == StepState.NOT_APPLICABLE);
  }

  private void acknowledged() {
    incident.update("acknowledge", String.class, P1Cases.word("alice", ""));
  }

  private void falseAlarm() {
    incident.update(
        "resolve",
        String.class,
        Map.of("by", "alice", "reason", "nothing is wrong", "falseAlarm", true));
  }

  private Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  private void dies() {
    incident.signal(
        "alarm",
        new Alarm(
            new IncidentId(ID),
            P1Cases.trading(),
            Severity.P0,
            Cause.WORKER_DOWN,
            TradingDay.parse("2026-11-24"),
            "the guard",
            "no worker answers on the trading queue",
            now(),
            now(),
            Map.of()));
  }

  /** The flatten's trip joins the standing halt and raises its level. */
  private static IncidentBrief joined() {
    return P1Cases.brief(ID, P1Cases.trading(), KillSwitch.K14, TripLevel.FLATTEN, 1);
  }

  private void worksAgain() {
    system.worker(Check.PASS);
    inquiry.apiIs(Check.PASS, Check.PASS);
    env.sleep(Duration.ofMinutes(6));
    approveAll(asked());
  }

  private Gate asked() {
    env.sleep(Duration.ofMinutes(1));
    return until(view -> !view.openGates().isEmpty()).openGates().get(0);
  }

  private void approveAll(Gate gate) {
    decide("a-" + gate.id(), "alice", "approve", gate.id());
    decide("b-" + gate.id(), "bob", "approve", gate.id());
  }

  private List<Notice> pages(String headline) {
    return archive.notices().stream()
        .filter(each -> each.urgency() == Urgency.PAGE && each.headline().contains(headline))
        .toList();
  }
}
