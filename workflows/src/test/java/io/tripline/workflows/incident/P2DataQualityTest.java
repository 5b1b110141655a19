package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Block;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P2Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A P2 about market data that can't be believed: clean data end it, or a person's word. */
class P2DataQualityTest extends ProcedureScene {
  private static final String ID = "incident-paper-data-quality-2026-11-24-1";
  private static final Instant MARKET = Instant.parse("2026-11-24T15:30:00Z");
  private static final Block BLOCK =
      new Block(
          KillSwitch.K5,
          new Observation(
              KillSwitch.K5, Check.FAIL, "3 failed in a row", "3", Map.of(), MARKET, MARKET),
          MARKET,
          TradingDay.parse("2026-11-24"),
          0,
          ID);

  @RegisterExtension
  final TestWorkflowExtension temporal = SkippedTime.of(P2ResponseWorkflow.class).build();

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    Configuration configuration = account -> P1Cases.policy();
    begins(
        environment,
        worker,
        configuration,
        archive,
        guard,
        reviews,
        inquiry,
        new FakeIncidentBroker(() -> MARKET));
    incident = stub("P2Response", ID);
    guard.wasResetElsewhere();
    guard.refusesResets(0);
    guard.onTrip(request ->
        incident.signal(
            "alert", P1Cases.brief(ID, P1Cases.policy(), KillSwitch.K13, TripLevel.STOP, 2)));
    guard.blockedBy(BLOCK);
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            env.getWorkflowClient(),
            ID,
            "P2Response",
            test.getTestMethod().orElseThrow().getName()),
        P2ResponseWorkflow.class);
  }

  private void waitsForCleanData() {
    incident.signalWithStart(
        "alarm",
        new Object[] {
          new Alarm(
              new IncidentId(ID),
              P1Cases.policy(),
              Severity.P2,
              Cause.DATA_QUALITY,
              TradingDay.parse("2026-11-24"),
              "the guard",
              "D4 failed in 3 looks in a row",
              MARKET,
              MARKET,
              Map.of("D4", "the quote is 95 s old"))
        },
        new Object[] {new IncidentStart(ACCOUNT, null, null)});
    until(view -> actions(view).outcome().startsWith("entries are blocked by K5"));
  }

  private static StepView actions(IncidentView view) {
    return view.steps().stream()
        .filter(each -> each.id().equals(P2Step.ACTIONS.step().id()))
        .findFirst()
        .orElseThrow();
  }

  private String says(String update, Map<String, Object> request) {
    return incident.update(update, String.class, request);
  }

  private DecisionAnswer decide(String request, String by) {
    return incident.update(
        "decide", DecisionAnswer.class, P1Cases.says(request, by, "approve", "reset-1"));
  }

  @Test
  void cleanDataEndIt() {
    waitsForCleanData();
    env.sleep(Duration.ofMinutes(2));
    assertThat(view().status()).isEqualTo(IncidentStatus.DECLARED);
    guard.blockedBy();
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report.summary()).contains("clean again: entries pass");
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry -> "mitigated".equals(entry.data().get("milestone")));
    assertThat(guard.trips()).isEmpty();
    assertThat(reviews.orders()).isEmpty();
  }

  @Test
  void aGuardThatKnowsOfNoBlockHasNotSeenCleanDataByThat() {
    waitsForCleanData();
    guard.readsData(Check.UNKNOWN);
    guard.blockedBy();
    env.sleep(Duration.ofHours(1));
    assertThat(actions(view()).outcome())
        .isEqualTo("no clean look at the market data yet: D4 UNKNOWN");
    guard.readsData(Check.PASS);
    assertThat(result().summary()).contains("clean again: entries pass");
  }

  @Test
  void cleanDataDuringAHaltLetNoEntryPass() {
    waitsForCleanData();
    guard.tripsAgain();
    guard.blockedBy();
    assertThat(result().summary())
        .contains("clean again: entries are refused all the same")
        .doesNotContain("entries pass");
  }

  @Test
  void theGuardHearsOfTheEndLast() {
    guard.onNotice(notice -> {
      if (notice.status() == IncidentStatus.MITIGATED) {
        for (int i = 0; i < 10; i++) {
          realPause();
        }
      }
    });
    waitsForCleanData();
    guard.blockedBy();
    result();
    assertThat(guard.notices())
        .extracting(IncidentNotice::status)
        .containsExactly(IncidentStatus.MITIGATED, IncidentStatus.RESOLVED);
  }

  @Test
  void regradedToP1ItHoldsTheHaltUntilTwoNamesResetIt() {
    waitsForCleanData();
    assertThat(says("regrade", Map.of("by", "alice", "reason", "it gets worse", "severity", "P1")))
        .contains("Regraded from P2 to P1", "two names reset it here");
    guard.blockedBy();
    IncidentView waiting =
        until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-1")));
    assertThat(waiting.severity()).isEqualTo(Severity.P1);
    assertThat(waiting.openGates()).singleElement().matches(gate -> gate.names() == 2);
    assertThat(actions(waiting).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(actions(waiting).outcome()).startsWith("regraded to P1: trading is halted");
    env.sleep(Duration.ofMinutes(5));
    assertThat(guard.resets()).isEmpty();
    assertThat(guard.notices()).noneMatch(each -> each.status() == IncidentStatus.RESOLVED);
    assertThat(decide("d1", "alice").outcome()).isEqualTo(DecisionAnswer.Outcome.WAITING);
    assertThat(decide("d2", "bob").outcome()).isEqualTo(DecisionAnswer.Outcome.APPROVED);
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets()).hasSize(1);
    assertThat(reviews.orders()).singleElement().matches(each -> each.severity() == Severity.P1);
    assertThat(report()).contains("Severity: P1").contains("from P2 to P1 by alice: it gets worse");
  }

  @Test
  void aPersonMayEndItAndTheBlockStaysTheGuards() {
    waitsForCleanData();
    assertThat(says("resolve", Map.of("by", "bob", "reason", "the feed was changed")))
        .contains("nothing speaks against it");
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report.summary())
        .contains("over, by bob: the feed was changed")
        .contains("a block by K5 lifts by itself");
    assertThat(guard.trips()).isEmpty();
  }

  @Test
  void aFalseAlarmIsCancelledAndNotReviewed() {
    waitsForCleanData();
    assertThat(
            says(
                "resolve",
                Map.of("by", "bob", "reason", "a holiday's thin quotes", "falseAlarm", true)))
        .contains("cancelled as a false alarm");
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(report.summary()).contains("FALSE ALARM, by bob: a holiday's thin quotes");
    assertThat(reviews.orders()).isEmpty();
  }

  @Test
  void itLooksAgainAtOnceWhenSomebodyAsks() {
    waitsForCleanData();
    // The waits double: from the seventh minute to the fifteenth nobody looks by itself.
    env.sleep(Duration.ofMinutes(8));
    guard.blockedBy();
    Instant asked = Instant.ofEpochMilli(env.currentTimeMillis());
    assertThat(says("retry", Map.of("by", "bob", "reason", "the feed is back")))
        .contains("Looking at once");
    until(view -> view.status() == IncidentStatus.RESOLVED);
    assertThat(result().summary()).contains("clean again: entries pass");
    assertThat(view().milestones().resolved()).isBefore(asked.plus(Duration.ofMinutes(2)));
  }
}
