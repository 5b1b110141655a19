package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P2Step;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.slippage.CostCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runbook's P2: figures, baseline, causes from evidence, measures that people approve. */
public final class P2ResponseWorkflow extends AnsweringDesk implements P2Response {
  private static final Procedure PROCEDURE =
      new Procedure(
          Severity.P2,
          List.of(P2Step.values()),
          null,
          null,
          null,
          Cause.HIGH_SLIPPAGE,
          List.of(MeasuresGate.KIND));

  /** Nobody decided in time: asked again after this, so often; then it is said. */
  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private static final int ASKED_AT_MOST = 8;

  /** From then on slow fills test the broker's API, and all of a measure is read back. */
  private static final String CHANGE = "p2-of-fills";

  /** From then on what people ask ends the wait for clean market data. */
  private static final String HEARS = "data-incident-hears-people";

  /** From then on also an incident of the market data holds the halt that its regrade made. */
  private static final String HOLDS = "data-incident-holds-its-halt";

  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.clockNow());
  private final Executions executions =
      Workflow.newActivityStub(Executions.class, Policies.execution());
  private final Facts facts;
  private final RunSheet sheet;
  private final DegradedCourse degraded;
  private final HaltCourse halt;
  private boolean testsTheBroker;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P2ResponseWorkflow(@Nullable IncidentStart start) {
    super(new CaseDesk(start, PROCEDURE, MeasuresGate::new));
    facts = desk().facts();
    sheet = desk().sheet();
    degraded = new DegradedCourse(desk());
    halt = new HaltCourse(desk());
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    testsTheBroker = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    boolean hearsPeople = Workflow.getVersion(HEARS, Workflow.DEFAULT_VERSION, 1) == 1;
    Optional<DeclaredByHand.Ended> ended = new Intake(desk()).begin(start);
    if (ended.isPresent()) {
      return new Closing(desk()).ended(ended.get());
    }
    if (facts.alarm().cause() == Cause.DATA_QUALITY) {
      return ofTheData(hearsPeople);
    }
    Optional<GuardStatus> status = status();
    FillCase about =
        new FillCase(facts.alarm().cause(), status.map(GuardStatus::slippage).orElse(null));
    stats(about);
    baseline(about);
    List<CostCause> causes = causes(about);
    Measures measures =
        Measures.of(about.cause(), causes, facts.policy().session(), about.orders());
    String how = actions(status, measures);
    desk().settle();
    if (regraded()) {
      document(about, causes, how);
      return halt.walk(() -> true);
    }
    facts.mitigated(RunSheet.now());
    document(about, causes, how);
    return new Closing(desk()).resolved(null, how, how, () -> true);
  }

  private IncidentReport ofTheData(boolean hearsPeople) {
    DataIncident data = new DataIncident(desk(), this::left, hearsPeople);
    String how = data.walk();
    // Nothing has begun since the wait: no other thread overtakes while the version is asked for.
    if (regraded() && Workflow.getVersion(HOLDS, Workflow.DEFAULT_VERSION, 1) == 1) {
      data.handedOver(how);
      return halt.walk(() -> true);
    }
    data.ended(how);
    return new Closing(desk()).resolved(null, how, how, () -> true);
  }

  @Override
  Course course() {
    return regraded() ? halt : degraded;
  }

  /** A person made it a P1: it holds the halt, and goes through that document. */
  private boolean regraded() {
    return desk().procedure().severity() == Severity.P1;
  }

  /** Why nobody waits for measures, or for clean data, any more; empty while that is so. */
  private Optional<String> left() {
    return regraded()
        ? Optional.of("regraded to P1: trading is halted")
        : facts
            .testimony()
            .falseAlarm()
            .map(claim -> "a false alarm, by " + claim.by())
            .or(() ->
                facts
                    .testimony()
                    .over()
                    .map(claim -> "over, by " + claim.by() + ": " + claim.reason()));
  }

  private Optional<GuardStatus> status() {
    sheet.begin(P2Step.STATS);
    sheet.publish();
    try {
      return Optional.of(halts.status(facts.account()));
    } catch (ActivityFailure failed) {
      sheet.line(CaseDesk.MACHINE, "the guard did not answer: " + Fault.detailOf(failed));
      return Optional.empty();
    }
  }

  private void stats(FillCase about) {
    Optional<String> figures = about.figures();
    if (figures.isEmpty()) {
      sheet.failed(P2Step.STATS, "how fills were is UNKNOWN: the guard did not tell");
      return;
    }
    sheet.done(P2Step.STATS, figures.get());
  }

  private void baseline(FillCase about) {
    sheet.begin(P2Step.BASELINE);
    Optional<String> compared = about.compared();
    if (compared.isEmpty()) {
      sheet.failed(P2Step.BASELINE, "nothing to compare");
      return;
    }
    sheet.done(P2Step.BASELINE, compared.get());
  }

  private List<CostCause> causes(FillCase about) {
    sheet.begin(P2Step.CAUSES);
    sheet.publish();
    String label = "unknown";
    try {
      MarketReview market =
          probes.marketConditions(
              new MarketQuestion(facts.policy(), facts.policy().session().symbol()));
      label = market.label();
      sheet.line(CaseDesk.MACHINE, "market: " + market.summary());
    } catch (ActivityFailure failed) {
      sheet.line(CaseDesk.MACHINE, "the market could not be read: " + Fault.detailOf(failed));
    }
    Optional<SessionHours> hours = hours();
    List<CostCause> causes =
        new ArrayList<>(
            CostCause.of(
                about.evidence(
                    label,
                    hours.map(SessionHours::open).orElse(null),
                    hours.map(SessionHours::close).orElse(null))));
    if (testsTheBroker && about.cause() == Cause.SLOW_FILLS) {
      causes.add(CostCause.latency(answerTimes()));
    }
    List<String> words = causes.stream().map(CostCause::words).toList();
    facts.evidence(words);
    sheet.done(P2Step.CAUSES, String.join("; ", words));
    return causes;
  }

  /** One test of the API; empty when it could not be made. */
  private List<Long> answerTimes() {
    try {
      ApiHealth health = probes.apiHealth(new ApiQuestion(facts.account(), 1, Duration.ZERO));
      sheet.line(CaseDesk.MACHINE, health.sentence());
      return health.calls().stream().map(ProbedCall::millis).toList();
    } catch (ActivityFailure failed) {
      sheet.line(CaseDesk.MACHINE, "the API could not be tested: " + Fault.detailOf(failed));
      return List.of();
    }
  }

  private Optional<SessionHours> hours() {
    try {
      var now = broker.market(facts.account());
      return now.calendar().current(now.clock().now());
    } catch (ActivityFailure failed) {
      sheet.line(CaseDesk.MACHINE, "the session hours are unknown: " + Fault.detailOf(failed));
      return Optional.empty();
    }
  }

  /** Answers how it ended, in words. */
  private String actions(Optional<GuardStatus> status, Measures measures) {
    sheet.begin(P2Step.ACTIONS);
    for (int asked = 1; asked <= ASKED_AT_MOST; asked++) {
      if (left().isPresent()) {
        return nobodyIsAsked(left().get());
      }
      sheet.waiting(P2Step.ACTIONS, "waiting for a person to decide on the measures");
      MeasuresGate.Answer answer = gate().ask(measures.plan());
      if (answer.state() == GateState.WITHDRAWN && left().isPresent()) {
        return nobodyIsAsked(left().get());
      }
      if (answer.state() == GateState.APPROVED) {
        return carriedOut(status, answer, measures);
      }
      if (answer.state() == GateState.DENIED) {
        String how = "the measures were denied: " + MeasuresGate.SAFE;
        sheet.done(P2Step.ACTIONS, how);
        return how;
      }
      sheet.record(
          EntryKind.INCIDENT,
          CaseDesk.MACHINE,
          "gate " + answer.gate() + " was not decided in time: " + MeasuresGate.SAFE,
          Figures.of("gate", answer.gate()));
      sheet.publish();
      if (asked < ASKED_AT_MOST) {
        desk()
            .pause(
                ASK_AGAIN,
                "ask for measures again",
                () -> desk().rules().has(CaseRules.PAUSE_ENDS) && left().isPresent());
      }
    }
    String how = "nobody decided on measures: " + MeasuresGate.SAFE;
    sheet.failed(P2Step.ACTIONS, how);
    return how;
  }

  private String nobodyIsAsked(String why) {
    sheet.notApplicable(P2Step.ACTIONS, why);
    return why;
  }

  private MeasuresGate gate() {
    if (desk().knownGate().orElse(null) instanceof MeasuresGate measures) {
      return measures;
    }
    throw Fault.NOT_READY.failure("the incident is not declared yet");
  }

  private String carriedOut(
      Optional<GuardStatus> before, MeasuresGate.Answer answer, Measures measures) {
    String people = String.join(" and ", answer.by());
    Optional<GuardStatus> now = statusNow().or(() -> before);
    String day =
        now.map(GuardStatus::tradingDay)
            .orElse(TradingDay.dateOf(facts.alarm().marketAt()).toString());
    try {
      Executions.Changed changed =
          executions.change(
              new Executions.ExecutionOrder(
                  facts.account(),
                  day,
                  measures.change(
                      facts.id() + "/" + answer.gate(),
                      answer.by().getFirst(),
                      "measure of " + facts.id())));
      if (changed.answer() == null) {
        String how = "approved by " + people + "; no session of " + day + " runs, nothing changed";
        sheet.done(P2Step.ACTIONS, how + "; for the next one change tripline.yaml");
        return how;
      }
      String seen = String.valueOf(changed.seen());
      boolean holds =
          changed.answer().taken()
              && (testsTheBroker ? measures.inForce(seen) : seen.contains("limit at the mid"));
      String how =
          holds
              ? "approved by " + people + "; " + changed.session() + " now executes: " + seen
              : "approved by " + people + ", but NOT in force: " + changed.answer().detail();
      if (holds) {
        sheet.done(P2Step.ACTIONS, how + " (read back)");
      } else {
        sheet.failed(P2Step.ACTIONS, how);
      }
      return how;
    } catch (ActivityFailure failed) {
      String how =
          "approved by " + people + ", but could not be carried out: " + Fault.detailOf(failed);
      sheet.failed(P2Step.ACTIONS, how);
      return how;
    }
  }

  private Optional<GuardStatus> statusNow() {
    try {
      return Optional.of(halts.status(facts.account()));
    } catch (ActivityFailure failed) {
      return Optional.empty();
    }
  }

  /** The runbook's last action: an entry that the week's reconciliation shows. */
  private void document(FillCase about, List<CostCause> causes, String how) {
    TradingWeek week = TradingWeek.of(TradingDay.dateOf(facts.alarm().marketAt()));
    String likely =
        String.join(
            ", ",
            causes.stream()
                .filter(each -> each.finding() == CostCause.Finding.LIKELY)
                .map(CostCause::name)
                .toList());
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        facts.alarm().cause().word()
            + ": "
            + about.figures().orElse("figures unknown")
            + "; likely: "
            + (likely.isEmpty() ? "none of the usual causes" : likely)
            + "; "
            + how,
        regraded()
            ? Figures.of("reconciliation", week.text())
            : Figures.of("reconciliation", week.text(), "milestone", "mitigated"));
    desk().tellGuard();
  }
}
