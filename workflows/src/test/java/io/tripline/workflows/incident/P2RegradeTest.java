package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.slippage.Fills;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people ask of a P2 beside deciding on its measures. */
class P2RegradeTest extends ProcedureScene {
  private static final Instant MARKET = Instant.parse("2026-11-24T15:30:00Z");

  private String id = "incident-paper-high-slippage-2026-11-24-1";
  private Cause cause = Cause.HIGH_SLIPPAGE;

  @RegisterExtension
  final TestWorkflowExtension temporal = SkippedTime.of(P2ResponseWorkflow.class).build();

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    Configuration configuration = account -> P1Cases.policy();
    Executions executions =
        order -> {
          throw new AssertionError("nothing was approved");
        };
    begins(
        environment,
        worker,
        executions,
        configuration,
        archive,
        guard,
        reviews,
        inquiry,
        new FakeIncidentBroker(() -> MARKET));
    incident = stub("P2Response", id);
    costs(14, 13, 15, 12, 16, 14);
    guard.wasResetElsewhere();
    guard.refusesResets(0);
    guard.onTrip(request ->
        incident.signal(
            "alert", P1Cases.brief(id, P1Cases.policy(), KillSwitch.K13, TripLevel.STOP, 2)));
  }

  private void costs(double... bps) {
    SlippageWindow window = Fills.window(bps);
    SlippageStatistics statistics = SlippageStatistics.of(window);
    guard.slippage(
        new SlippageView(
            statistics,
            SlippageLabel.of(statistics, null, SlippageLimits.DEFAULT),
            SlippageLimits.DEFAULT,
            window.fills().stream().map(SlippageWindow.Taken::sample).toList()));
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            env.getWorkflowClient(),
            id,
            "P2Response",
            test.getTestMethod().orElseThrow().getName()),
        P2ResponseWorkflow.class);
  }

  private void waitsForMeasures() {
    incident.signalWithStart(
        "alarm",
        new Object[] {
          new Alarm(
              new IncidentId(id),
              P1Cases.documented(),
              Severity.P2,
              cause,
              TradingDay.parse("2026-11-24"),
              "the guard",
              "INVESTIGATE: mean 14.0 bps",
              MARKET,
              MARKET,
              Map.of())
        },
        new Object[] {new IncidentStart(ACCOUNT, null, null)});
    until(view -> !view.openGates().isEmpty());
  }

  private String regrade(String requestId, String severity) {
    return incident.update(
        "regrade",
        String.class,
        Map.of(
            "requestId",
            requestId,
            "by",
            "alice",
            "reason",
            "it gets worse",
            "severity",
            severity));
  }

  private String says(String update, Map<String, Object> request) {
    return incident.update(update, String.class, request);
  }

  private static Fault faultOf(Throwable thrown) {
    return Fault.of(thrown).orElseThrow();
  }

  @Test
  void regradedToP1ItOwnsTheHaltIsResetByTwoNamesAndReviewed() {
    waitsForMeasures();
    assertThat(regrade("r1", "P1")).contains("Regraded from P2 to P1", "two names reset it here");
    assertThat(regrade("r1", "P1")).contains("Regraded from P2 to P1");
    assertThat(guard.trips())
        .singleElement()
        .satisfies(trip -> {
          assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K13);
          assertThat(trip.level()).isEqualTo(TripLevel.STOP);
          assertThat(trip.incident()).isEqualTo(id);
        });
    IncidentView waiting =
        until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-1")));
    assertThat(waiting.severity()).isEqualTo(Severity.P1);
    assertThat(waiting.cause()).isEqualTo(Cause.HIGH_SLIPPAGE);
    assertThat(waiting.openGates()).singleElement().matches(gate -> gate.names() == 2);
    assertThat(waiting.steps().stream().map(StepView::title))
        .containsSubsequence("Actions", P1Step.IDENTIFY.step().title(), "Manual Reset");
    assertThat(decide("d1", "alice").outcome()).isEqualTo(DecisionAnswer.Outcome.WAITING);
    assertThat(decide("d2", "bob").outcome()).isEqualTo(DecisionAnswer.Outcome.APPROVED);
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(reviews.orders()).singleElement().matches(each -> each.severity() == Severity.P1);
    Handling handling = Objects.requireNonNull(view().handling());
    assertThat(Objects.requireNonNull(handling.edition()).document()).isEqualTo("p2-degraded");
    assertThat(Objects.requireNonNull(handling.turnedTo()).documentHash()).isEqualTo("beef4711");
    assertThat(report())
        .contains("begun under p2-degraded.md", "went on under p1-trading-halted.md sha256 beef")
        .contains("Severity: P1")
        .contains("It began as high-slippage")
        .contains("from P2 to P1 by alice: it gets worse")
        .contains("Post-incident review is due");
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry -> "P1".equals(entry.data().get("severity")))
        .anyMatch(entry ->
            entry.text().startsWith("goes on under ")
                && "beef4711".equals(entry.data().get("documentHash")))
        .anyMatch(entry -> "2026-W48".equals(entry.data().get("reconciliation")));
    assertThat(told("egraded from"))
        .singleElement()
        .matches(notice -> notice.urgency() == Urgency.PAGE)
        .matches(
            notice -> notice.headline().contains("P1 Trading Halted: regraded from P2 by alice"))
        .matches(notice -> notice.text().contains("it gets worse; the account is halted"));
  }

  private List<Notice> told(String words) {
    return archive.notices().stream().filter(each -> each.headline().contains(words)).toList();
  }

  private DecisionAnswer decide(String request, String by) {
    return incident.update(
        "decide", DecisionAnswer.class, P1Cases.says(request, by, "approve", "reset-1"));
  }

  @Test
  void whoEscalatesWaitsForNoOtherRequest() {
    AtomicBoolean answers = new AtomicBoolean();
    guard.onTrip(request -> {
      if (!answers.get()) {
        throw Fault.NO_GUARD.failure("no guard runs");
      }
      incident.signal(
          "alert", P1Cases.brief(id, P1Cases.policy(), KillSwitch.K13, TripLevel.STOP, 2));
    });
    waitsForMeasures();
    incident.signal("regrading", Map.of("by", "alice", "reason", "worse", "severity", "P1"));
    until(view -> !guard.trips().isEmpty());
    assertThat(says("escalate", Map.of("by", "bob", "reason", "nobody answers")))
        .contains("Paging now");
    assertThat(says("stateCause", Map.of("by", "bob", "text", "a thin book"))).contains("Recorded");
    assertThat(view().severity()).isEqualTo(Severity.P2);
    answers.set(true);
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-1")));
    decide("d1", "alice");
    decide("d2", "bob");
    result();
  }

  @Test
  void aRegradeBetweenTwoRequestsForMeasuresBeginsTheP1AtOnce() {
    waitsForMeasures();
    env.sleep(Duration.ofMinutes(16));
    until(view -> view.openGates().isEmpty());
    regrade("r1", "P1");
    // Each look skips a second: an hour would be too long.
    until(view -> view.openGates().stream().anyMatch(gate -> gate.id().equals("reset-1")));
    decide("d1", "alice");
    decide("d2", "bob");
    result();
  }

  @Test
  void anAccountThatWasHaltedBeforeIsResetWhereItsHaltBelongs() {
    guard.onTrip(request -> {});
    guard.wasHaltedBefore("incident-paper-daily-loss-2026-11-24-7");
    waitsForMeasures();
    assertThat(regrade("r1", "P1")).contains("is reset by incident-paper-daily-loss-2026-11-24-7");
    assertThat(view().severity()).isEqualTo(Severity.P1);
    assertThat(view().openGates()).singleElement().matches(gate -> gate.id().equals("measures-1"));
    incident.signal("decision", P1Cases.says("d", "bob", "deny", "measures-1"));
    result();
    assertThat(reviews.orders()).hasSize(1);
  }

  @Test
  void aRegradeThatIsNotAllowedIsRefusedAndKept() {
    waitsForMeasures();
    assertThatThrownBy(() -> regrade("r1", "P0"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY))
        .hasStackTraceContaining("incident declare P0");
    assertThatThrownBy(() -> regrade("r2", "P7"))
        .hasStackTraceContaining("severity: must be P0, P1, P2 or P3, was P7");
    assertThat(regrade("r3", "P3")).isEqualTo("Regraded from P2 to P3.");
    assertThat(regrade("r4", "P3")).isEqualTo("It is a P3 already.");
    assertThat(told("egraded from"))
        .singleElement()
        .matches(each -> each.urgency() == Urgency.NOTIFY);
    assertThat(view().timeline())
        .anyMatch(line -> line.text().startsWith("regrade REFUSED, asked by alice"));
    incident.signal("decision", P1Cases.says("d", "bob", "deny", "measures-1"));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.trips()).isEmpty();
    assertThat(reviews.orders()).isEmpty();
    assertThat(report()).contains("Severity: P3", "from P2 to P3");
  }

  @Test
  void aFalseAlarmIsCancelledReportedAndNotReviewed() {
    waitsForMeasures();
    assertThat(
            says(
                "resolve",
                Map.of("by", "bob", "reason", "the quotes were wrong", "falseAlarm", true)))
        .contains("cancelled as a false alarm");
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(report.summary()).contains("FALSE ALARM, by bob: the quotes were wrong");
    assertThat(report())
        .contains("Status: Resolved")
        .contains("FALSE ALARM, said by bob")
        .contains("No review follows a false alarm");
    assertThat(reviews.orders()).isEmpty();
    assertThat(guard.trips()).isEmpty();
    assertThat(guard.notices()).anyMatch(notice -> notice.status() == IncidentStatus.CANCELLED);
  }

  @Test
  void itIsNotOverWhileTheFiguresSayOtherwise() {
    waitsForMeasures();
    assertThatThrownBy(() -> says("resolve", Map.of("by", "bob", "reason", "looks fine")))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY))
        .hasStackTraceContaining("not resolved: INVESTIGATE");
    costs(5, 5, 5, 5, 5, 5);
    assertThat(says("resolve", Map.of("by", "bob", "reason", "fills are normal again")))
        .contains("nothing speaks against it");
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report.summary()).contains("over, by bob: fills are normal again");
  }

  @Test
  void whatOnlyAPersonKnowsAPersonMayEnd() {
    cause = Cause.SLOW_FILLS;
    id = "incident-paper-slow-fills-2026-11-24-1";
    incident = stub("P2Response", id);
    waitsForMeasures();
    says("resolve", Map.of("by", "bob", "reason", "the line was slow, it is not any more"));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void signalsDoTheSameAndWhatCannotBeReadBlocksNothing() {
    waitsForMeasures();
    incident.signal("regrading", List.of("what", 7));
    incident.signal("resolution", Map.of("by", "bob"));
    incident.signal("judgement", Map.of("by", "bob", "reason", "x", "verdict", "DATA"));
    incident.signal("causeStated", Map.of("by", "bob", "text", "thin book [here]"));
    incident.signal("escalation", Map.of("by", "bob", "reason", "nobody answers"));
    IncidentView seen =
        until(
            view -> view.timeline().stream().anyMatch(l -> l.text().contains("escalated by bob")));
    assertThat(String.valueOf(seen.timeline()))
        .contains("by: the name of a person is needed")
        .contains("resolve could not be read: ")
        .contains("verdict REFUSED, asked by bob (x): no loss is judged in this incident")
        .contains("root cause as stated by bob: thin book");
    // The timeline is written first, the notices follow.
    until(view ->
        archive.notices().stream().anyMatch(n -> n.headline().contains("P2 ESCALATED by bob")));
    assertThat(archive.notices())
        .anyMatch(n -> n.headline().contains("A request was refused: verdict, NOT_READY"))
        .anyMatch(n ->
            n.headline().contains("P2 ESCALATED by bob")
                && n.text().contains("owner alice (alice@example.org)"));
    incident.signal(
        "resolution", Map.of("by", "bob", "reason", "wrong quotes", "falseAlarm", true));
    assertThat(result().status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(report()).contains("As stated by bob: thin book (here).");
  }

  @Test
  void theMeasuresAreAskedForAnewWhenSomebodyAsks() {
    waitsForMeasures();
    assertThat(says("ask", Map.of("by", "bob", "reason", "who decides?")))
        .startsWith("Gate measures-1 is open");
    env.sleep(Duration.ofMinutes(16));
    until(view -> view.openGates().isEmpty());
    says("ask", Map.of("by", "bob", "reason", "now"));
    IncidentView asked = until(view -> !view.openGates().isEmpty());
    assertThat(asked.openGates().getFirst().id()).isEqualTo("measures-2");
    incident.signal("decision", P1Cases.says("d", "bob", "deny", "measures-2"));
    result();
  }
}
