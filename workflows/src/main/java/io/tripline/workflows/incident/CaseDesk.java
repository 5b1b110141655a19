package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to one incident, in one place for its messages and its steps. */
final class CaseDesk {
  static final String MACHINE = "the incident";

  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final Instant begun = RunSheet.now();
  private final AccountName started;
  private final Facts facts = new Facts(Workflow.getInfo().getWorkflowId());
  private final RunSheet sheet = new RunSheet(facts.id(), this::account, this::view);
  private final Announcements announcements = new Announcements(facts, sheet);
  private final Acknowledgement acknowledgement = new Acknowledgement(facts, sheet, announcements);
  private NextTradingDay nextDay = new NextTradingDay(facts);
  private @Nullable Approvals approvals;
  private @Nullable ResetGate gate;
  private boolean over;
  private int tellingGuard;

  CaseDesk(@Nullable IncidentStart start) {
    AccountName named = start == null ? null : start.account();
    started = named == null ? new AccountName("unknown") : named;
  }

  Facts facts() {
    return facts;
  }

  RunSheet sheet() {
    return sheet;
  }

  Announcements announcements() {
    return announcements;
  }

  Acknowledgement acknowledgement() {
    return acknowledgement;
  }

  NextTradingDay nextDay() {
    return nextDay;
  }

  /** A later halt waits for a later day. */
  NextTradingDay freshNextDay() {
    nextDay = new NextTradingDay(facts);
    return nextDay;
  }

  /** The policy is known: gates can be opened and people can be told. */
  void ready(AccountPolicy policy) {
    facts.policy(policy);
    if (approvals == null) {
      Approvals fresh = new Approvals(policy.approvals(), List.of(ResetGate.KIND));
      approvals = fresh;
      gate = new ResetGate(facts, sheet, announcements, fresh);
    }
  }

  /** The reset gate; empty while the policy of a start by hand is not known yet. */
  Optional<ResetGate> knownGate() {
    return Optional.ofNullable(gate);
  }

  ResetGate gate() {
    return knownGate()
        .orElseThrow(() -> Fault.NOT_READY.failure("the incident is not declared yet"));
  }

  boolean over() {
    return over;
  }

  /** A status update in the words of the runbook's template. */
  void statusUpdate(Urgency urgency, String headline, String what) {
    announcements.tell(
        urgency,
        headline,
        "Status: " + facts.status().templateWord() + ". Incident " + facts.id() + ". " + what,
        urgency == Urgency.PAGE
            ? NextCommand.acknowledge(facts.id())
            : NextCommand.show(facts.id()));
  }

  /** Puts the status on the guard's books, beside the procedure. */
  void tellGuard() {
    IncidentNotice notice = new IncidentNotice(facts.account(), facts.id(), facts.status());
    tellingGuard++;
    Async.procedure(() -> {
      try {
        books.incident(notice);
      } catch (ActivityFailure e) {
        sheet.record(
            EntryKind.INCIDENT,
            MACHINE,
            "the guard's books could not be told: " + Fault.detailOf(e),
            Figures.of());
      } finally {
        tellingGuard--;
      }
    });
  }

  /** Waits until all is told and written and every message was answered. */
  void finish() {
    over = true;
    Workflow.await(
        () -> announcements.quiet() && tellingGuard == 0 && Workflow.isEveryHandlerFinished());
    sheet.awaitWritten();
  }

  IncidentView view() {
    Approvals known = approvals;
    Awaited awaited =
        Awaited.of(
            facts, gate == null ? null : gate.openGate(), acknowledgement, sheet.steps(), over);
    return new IncidentView(
        facts.id(),
        Severity.P1,
        facts.status(),
        facts.knownBrief().orElse(null),
        sheet.step(),
        awaited.what(),
        awaited.command(),
        sheet.steps(),
        sheet.timeline(),
        facts.milestones(begun, acknowledgement.acknowledgedAt()),
        acknowledgement.by(),
        acknowledgement.due(),
        acknowledgement.breached(),
        known == null ? List.of() : known.openGates(),
        known == null ? List.of() : known.records(),
        facts.judgement().orElse(null),
        facts.flatten().orElse(null),
        facts.reportPath());
  }

  private AccountName account() {
    return facts.knownPolicy().map(AccountPolicy::account).orElse(started);
  }
}
