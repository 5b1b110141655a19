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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to one incident, in one place for its messages and its steps. */
final class CaseDesk {
  static final String MACHINE = "the incident";

  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final Instant begun = RunSheet.now();
  private final AccountName started;
  private final Procedure procedure;
  private final Function<CaseDesk, CaseGate> gates;
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final Acknowledgement acknowledgement;
  private NextTradingDay nextDay;
  private @Nullable Approvals approvals;
  private @Nullable CaseGate gate;
  private String next = "";
  private boolean over;
  private int tellingGuard;

  /** {@code gates} makes the gate when the policy is known. */
  CaseDesk(@Nullable IncidentStart start, Procedure procedure, Function<CaseDesk, CaseGate> gates) {
    this.procedure = procedure;
    this.gates = gates;
    facts = new Facts(Workflow.getInfo().getWorkflowId(), procedure.severity());
    sheet = new RunSheet(facts.id(), procedure, this::account, this::view);
    announcements = new Announcements(facts, sheet);
    acknowledgement = new Acknowledgement(procedure, facts, sheet, announcements);
    nextDay = new NextTradingDay(facts);
    AccountName named = start == null ? null : start.account();
    started = named == null ? new AccountName("unknown") : named;
  }

  /** An incident that opens no gate. */
  CaseDesk(@Nullable IncidentStart start, Procedure procedure) {
    this(start, procedure, desk -> new NoGate(desk.approvals(), desk.sheet()));
  }

  Procedure procedure() {
    return procedure;
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
      approvals = new Approvals(policy.approvals(), procedure.gates());
      gate = gates.apply(this);
    }
  }

  /** Decisions so far; only once {@link #ready}. */
  Approvals approvals() {
    Approvals known = approvals;
    if (known == null) {
      throw Fault.NOT_READY.failure("the incident is not declared yet");
    }
    return known;
  }

  /** The gate; empty while the policy of a start by hand is not known yet. */
  Optional<CaseGate> knownGate() {
    return Optional.ofNullable(gate);
  }

  /** The gate of a halt. */
  ResetGate gate() {
    CaseGate known =
        knownGate().orElseThrow(() -> Fault.NOT_READY.failure("the incident is not declared yet"));
    if (known instanceof ResetGate reset) {
      return reset;
    }
    throw Fault.NOT_READY.failure(
        facts.id() + " holds no halt: ask the incident that does, see killswitch status");
  }

  /** The exact command that is waited for, where no gate and no acknowledgement comes first. */
  void next(String command) {
    next = command;
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
        facts.severity(),
        facts.status(),
        facts.cause().orElse(null),
        facts.knownBrief().orElse(null),
        facts.knownAlarm().orElse(null),
        facts.alerts(),
        sheet.step(),
        awaited.what(),
        awaited.command().isEmpty() && !over ? next : awaited.command(),
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
