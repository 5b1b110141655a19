package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P2Step;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.slippage.CostCause;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
          Cause.HIGH_SLIPPAGE,
          List.of(MeasuresGate.KIND));

  /** Nobody decided in time: asked again after this, so often; then it is said. */
  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private static final int ASKED_AT_MOST = 8;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.clock());
  private final Executions executions =
      Workflow.newActivityStub(Executions.class, Policies.execution());
  private final Facts facts;
  private final RunSheet sheet;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P2ResponseWorkflow(@Nullable IncidentStart start) {
    super(new CaseDesk(start, PROCEDURE, MeasuresGate::new));
    facts = desk().facts();
    sheet = desk().sheet();
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    Optional<DeclaredByHand.Ended> ended = new Intake(desk()).begin(start);
    if (ended.isPresent()) {
      return new Closing(desk()).ended(ended.get());
    }
    Optional<GuardStatus> status = status();
    Optional<SlippageView> view = status.map(GuardStatus::slippage);
    stats(view);
    baseline(view);
    List<CostCause> causes = causes(view);
    String how = actions(status, causes);
    facts.mitigated(RunSheet.now());
    document(view, causes, how);
    return new Closing(desk()).resolved(null, how, how, () -> true);
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

  private void stats(Optional<SlippageView> view) {
    if (view.isEmpty()) {
      sheet.failed(P2Step.STATS, "what fills cost is UNKNOWN: the guard did not tell");
      return;
    }
    sheet.done(P2Step.STATS, view.get().statistics().sentence());
  }

  private void baseline(Optional<SlippageView> view) {
    sheet.begin(P2Step.BASELINE);
    if (view.isEmpty()) {
      sheet.failed(P2Step.BASELINE, "nothing to compare");
      return;
    }
    SlippageView seen = view.get();
    sheet.done(
        P2Step.BASELINE,
        "mean %s bps (n = %d), expected %s, investigate above %s: %s"
            .formatted(
                SlippageStatistics.words(seen.statistics().recent().mean()),
                seen.statistics().recent().n(),
                seen.limits().baseline().toPlainString(),
                seen.limits().mean().toPlainString(),
                seen.label().sentence()));
  }

  private List<CostCause> causes(Optional<SlippageView> view) {
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
        CostCause.of(
            view.map(SlippageView::fills).orElse(List.of()),
            label,
            hours.map(SessionHours::open).orElse(null),
            hours.map(SessionHours::close).orElse(null));
    List<String> words = causes.stream().map(P2ResponseWorkflow::words).toList();
    facts.evidence(words);
    sheet.done(P2Step.CAUSES, String.join("; ", words));
    return causes;
  }

  private static String words(CostCause cause) {
    String finding =
        switch (cause.finding()) {
          case LIKELY -> "LIKELY";
          case NOT_SEEN -> "not seen";
          case UNKNOWN -> "UNKNOWN";
        };
    return cause.name() + " " + finding + " (" + cause.sentence() + ")";
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
  private String actions(Optional<GuardStatus> status, List<CostCause> causes) {
    sheet.begin(P2Step.ACTIONS);
    BigDecimal size =
        facts.policy().session().exposure().multiply(HALF).setScale(4, RoundingMode.DOWN);
    String part = size.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    List<String> plan = new ArrayList<>();
    plan.add("limit orders at the mid instead of market orders");
    plan.add("smaller size: " + part + " of equity at most, half of what is configured");
    plan.add("for the session that runs now, until its close; the next one starts as configured");
    causes.forEach(each -> plan.add("evidence: " + words(each)));
    for (int asked = 1; asked <= ASKED_AT_MOST; asked++) {
      sheet.waiting(P2Step.ACTIONS, "waiting for a person to decide on the measures");
      MeasuresGate.Answer answer = gate().ask(plan);
      if (answer.state() == GateState.APPROVED) {
        return carriedOut(status, answer, part);
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
        Workflow.newTimer(
                ASK_AGAIN, TimerOptions.newBuilder().setSummary("ask for measures again").build())
            .get();
      }
    }
    String how = "nobody decided on measures: " + MeasuresGate.SAFE;
    sheet.failed(P2Step.ACTIONS, how);
    return how;
  }

  private MeasuresGate gate() {
    if (desk().knownGate().orElse(null) instanceof MeasuresGate measures) {
      return measures;
    }
    throw Fault.NOT_READY.failure("the incident is not declared yet");
  }

  private String carriedOut(Optional<GuardStatus> before, MeasuresGate.Answer answer, String part) {
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
                  new ExecutionChange(
                      facts.id() + "/" + answer.gate(),
                      answer.by().getFirst(),
                      "measure of " + facts.id(),
                      "limit",
                      null,
                      null,
                      null,
                      part,
                      null,
                      null,
                      null)));
      if (changed.answer() == null) {
        String how = "approved by " + people + "; no session of " + day + " runs, nothing changed";
        sheet.done(P2Step.ACTIONS, how + "; for the next one change tripline.yaml");
        return how;
      }
      String seen = String.valueOf(changed.seen());
      boolean holds = changed.answer().taken() && seen.contains("limit at the mid");
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
  private void document(Optional<SlippageView> view, List<CostCause> causes, String how) {
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
            + view.map(each -> each.statistics().sentence()).orElse("figures unknown")
            + "; likely: "
            + (likely.isEmpty() ? "none of the usual causes" : likely)
            + "; "
            + how,
        Figures.of("reconciliation", week.text(), "milestone", "mitigated"));
    desk().tellGuard();
  }
}
