package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.SessionEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document's branch for API errors. */
class P1ApiErrorsTest extends P1Scene {
  @Test
  void asksForTheResetOnceTheApiAnswersAndThePageIsGreenThenStartsTheSessionAgain() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    waitsFor("not healthy yet");
    assertThat(view().openGates()).isEmpty();
    inquiry.apiIs(Check.PASS, Check.PASS);
    Gate gate = asked();
    assertThat(gate.requester()).isNull();
    assertThat(gate.plan())
        .anyMatch(
            line -> line.contains("API test PASS (2 in a row)") && line.contains("request id req-"))
        .anyMatch(line -> line.contains("status page https://status.example: PASS"))
        .anyMatch(line -> line.contains("held when it tripped: 140 SPY"));
    decide("d1", "alice", "approve", gate.id());
    decide("d2", "bob", "approve", gate.id());

    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> !reset.automatic() && reset.by().equals(List.of("alice", "bob")));
    assertThat(inquiry.passes())
        .singleElement()
        .matches(pass -> pass.tradingDay().equals("2026-11-24"));
    IncidentView last = view();
    assertThat(state(last, P1Step.PROVE_FLAT).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(state(last, P1Step.API_ERROR).state()).isEqualTo(StepState.DONE);
    assertThat(state(last, P1Step.SLIPPAGE).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(state(last, P1Step.NEXT_DAY).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(state(last, P1Step.VERIFY_TRADING).outcome())
        .contains("started again for one pass", "ended NOTHING_TO_DO");
    assertThat(report()).contains("The broker's API failed (HTTP 503)", "No position was closed");
    keepsTheEventBudget(3);
  }

  @Test
  void nobodyCanAskForTheResetWhileTheApiFails() {
    inquiry.apiIs(Check.FAIL, Check.PASS);
    begin();
    waitsFor("not healthy yet");
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    assertThat(guard.resets()).isEmpty();
    ends();
  }

  @Test
  void aTestThatNobodyCanMakeHasNotPassedAndEndsNothing() {
    inquiry.hasKeys(false);
    begin();
    waitsFor("not healthy yet");
    assertThat(view().openGates()).isEmpty();
    inquiry.hasKeys(true);
    ends();
  }

  @Test
  void aRedPageHoldsTheMachineBackButAPersonMayAsk() {
    inquiry.apiIs(Check.PASS, Check.FAIL);
    begin();
    waitsFor("a person may ask already");
    env.sleep(Duration.ofMinutes(10));
    assertThat(view().openGates()).isEmpty();
    ResetAsked asked = asks("alice");
    assertThat(asked.gate().plan()).anyMatch(line -> line.contains("Orders API: major_outage"));
    decide("d1", "bob", "approve", asked.gate().id());
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void aPageThatCannotBeReadIsShownAsUnknown() {
    inquiry.apiIs(Check.PASS, Check.UNKNOWN);
    begin();
    Gate gate = asked();
    assertThat(gate.plan())
        .anyMatch(line -> line.contains("status page") && line.contains("UNKNOWN"));
    approveAll(gate);
    result();
  }

  @Test
  void anApiThatFailsAgainAfterTheApprovalIsNotReset() {
    inquiry.apiIs(Check.PASS, Check.PASS);
    begin();
    Gate gate = asked();
    inquiry.apiIs(Check.FAIL, Check.PASS);
    env.sleep(Duration.ofMinutes(2));
    approveAll(gate);
    waitsFor("not healthy yet");
    assertThat(guard.resets()).isEmpty();
    assertThat(archive.notices())
        .extracting(Notice::headline)
        .anyMatch(headline -> headline.contains("was not carried out"));
    ends();
    assertThat(guard.resets()).hasSize(1);
  }

  @Test
  void pagesOnceWhenTheOutageLastsWithExposure() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    waitsFor("not healthy yet");
    env.sleep(Duration.ofMinutes(20));
    assertThat(archive.notices())
        .filteredOn(notice -> notice.urgency() == Urgency.PAGE)
        .extracting(Notice::headline)
        .filteredOn(headline -> headline.contains("exposed") || headline.contains("exposure"))
        .singleElement()
        .asString()
        .contains("Regraded from P1 to P0: out for", "with exposure: 140 SPY");
    assertThat(view().severity()).isEqualTo(Severity.P0);
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("from P1 to P0: out for"));
    ends();
    assertThat(report()).contains("Severity: P0");
    assertThat(reviews.orders()).singleElement().matches(each -> each.severity() == Severity.P0);
  }

  @Test
  void isTestedAndRegradedAsSoonAsItHasLastedTwoMinutesWithExposure() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    waitsFor("not healthy yet");
    env.sleep(Duration.ofMinutes(4));
    assertThat(view().timeline())
        .filteredOn(line -> line.text().startsWith("regraded from P1 to P0: out for"))
        .singleElement()
        .satisfies(line ->
            assertThat(line.at()).isBetween(TRIPPED.plusSeconds(120), TRIPPED.plusSeconds(125)));
    ends();
  }

  @Test
  void anOutageThatEndsInTimeIsNoP0() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    waitsFor("not healthy yet");
    env.sleep(Duration.ofSeconds(100));
    inquiry.apiIs(Check.PASS, Check.PASS);
    env.sleep(Duration.ofSeconds(40));
    assertThat(view().severity()).isEqualTo(Severity.P1);
    approveAll(asked());
    result();
  }

  @Test
  void testsALongOutageWithoutFillingTheHistory() {
    inquiry.apiIs(Check.FAIL, Check.FAIL);
    begin();
    waitsFor("not healthy yet");
    env.sleep(Duration.ofMinutes(30));
    assertThat(inquiry.probes()).hasSizeBetween(6, 12);
    ends();
  }

  @Test
  void aSessionThatDoesNotComeBackIsToldToPeople() {
    inquiry.passEnds(SessionEnd.UNRESOLVED);
    begin();
    ends();
    assertThat(state(view(), P1Step.VERIFY_TRADING).outcome()).contains("NO GOOD SESSION");
    assertThat(archive.notices())
        .extracting(Notice::headline)
        .anyMatch(headline -> headline.contains("the session does not run as it should"));
  }

  private void begin() {
    alerted(outage(P1Cases.trading()));
    until(view -> view.acknowledgeBy() != null);
    incident.update("acknowledge", String.class, P1Cases.word("alice", ""));
  }

  /** The machine's gate, after the tests that must agree. */
  private Gate asked() {
    env.sleep(Duration.ofMinutes(1));
    return until(view -> !view.openGates().isEmpty()).openGates().get(0);
  }

  private void waitsFor(String what) {
    until(view -> state(view, P1Step.API_ERROR).outcome().contains(what));
  }

  private void approveAll(Gate gate) {
    decide("a-" + gate.id(), "alice", "approve", gate.id());
    decide("b-" + gate.id(), "bob", "approve", gate.id());
  }

  private void ends() {
    inquiry.apiIs(Check.PASS, Check.PASS);
    env.sleep(Duration.ofMinutes(6));
    approveAll(asked());
    result();
  }

  static IncidentBrief outage(AccountPolicy policy) {
    Observation seen =
        new Observation(
            KillSwitch.K3,
            Check.FAIL,
            "5 in a row: trading calls failed",
            "5 in a row",
            Map.of(
                "lastFailure",
                "HTTP 503",
                Observation.HELD + "SPY",
                "140",
                Observation.UNSETTLED,
                "0"),
            TRIPPED,
            TRIPPED);
    return new IncidentBrief(
        new IncidentId(ID),
        policy,
        KillSwitch.K3,
        TripLevel.STOP,
        1,
        TradingDay.parse("2026-11-24"),
        seen,
        "watch",
        "API errors 5 in a row, limit 5 in a row",
        TRIPPED,
        TRIPPED,
        0);
  }
}
