package io.tripline.workflows.incident;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Runbook;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to one incident, in one place for its messages and its steps. */
final class CaseDesk {
  static final String MACHINE = "the incident";

  /** From then on it keeps the policy that it began under, whatever later alerts bring. */
  private static final String CHANGE = "policy-kept";

  private static final String CONFLICTS = "conflicting-decision-kept";

  private final Instant begun = RunSheet.now();
  private final AccountName started;
  private Procedure procedure;
  private Function<CaseDesk, CaseGate> gates;
  private final CaseRules rules = new CaseRules();
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final Acknowledgement acknowledgement;
  private final List<DecisionRecord> earlier = new ArrayList<>();
  private final SupportDesk support;
  private final StatusUpdates updates;
  private final GuardNotices notices;
  private NextTradingDay nextDay;
  private @Nullable Approvals approvals;
  private @Nullable CaseGate gate;
  private String next = "";
  private boolean closing;
  private boolean over;
  private boolean busy;
  private boolean keepsConflicts;
  private int nudges;
  private @Nullable Edition edition;
  private @Nullable Edition turnedTo;

  /** {@code gates} makes the gate when the policy is known. */
  CaseDesk(@Nullable IncidentStart start, Procedure procedure, Function<CaseDesk, CaseGate> gates) {
    this.procedure = procedure;
    this.gates = gates;
    facts = new Facts(Workflow.getInfo().getWorkflowId(), procedure.severity());
    sheet = new RunSheet(facts.id(), procedure, this::account, this::view);
    announcements = new Announcements(facts, sheet);
    acknowledgement = new Acknowledgement(procedure, facts, sheet, announcements);
    support = new SupportDesk(procedure, facts, sheet, announcements);
    updates = new StatusUpdates(facts, announcements, this::view);
    notices = new GuardNotices(facts, sheet, rules);
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

  SupportDesk support() {
    return support;
  }

  SeverityChange severityChange() {
    return new SeverityChange(facts, sheet, acknowledgement, announcements, updates);
  }

  NextTradingDay nextDay() {
    return nextDay;
  }

  /** A later halt waits for a later day. */
  NextTradingDay freshNextDay() {
    nextDay = new NextTradingDay(facts);
    return nextDay;
  }

  /** First in a run, before anything waits: versions are asked for here. */
  void begin() {
    rules.begin();
    announcements.begin(rules);
    keepsConflicts = rules.holds(CONFLICTS);
    acknowledgement.begin(rules);
    Approvals known = approvals;
    if (known != null) {
      renewEarly(known);
    }
    if (rules.holds(CHANGE)) {
      // Alerts of the first task were taken before this could be asked.
      Optional<AccountPolicy> last = facts.knownPolicy();
      facts.keepPolicy();
      last.ifPresent(told -> alertedUnder(told, MACHINE));
    }
  }

  /** The rules of this run. */
  CaseRules rules() {
    return rules;
  }

  /** Says once of each other configuration that an alert came under it; true when it was said. */
  boolean alertedUnder(AccountPolicy told, String by) {
    String hash = told.configurationHash();
    if (!facts.keepsPolicy() || !facts.otherConfiguration(hash)) {
      return false;
    }
    sheet.record(
        EntryKind.INCIDENT,
        by,
        "an alert came under another configuration, "
            + hash
            + "; contacts, clocks and limits of this incident stay those of "
            + facts.policy().configurationHash(),
        Figures.of(
            "otherConfigurationHash",
            hash,
            "configurationHash",
            facts.policy().configurationHash()));
    return true;
  }

  /** The policy is known: gates can be opened and people can be told. */
  void ready(AccountPolicy policy) {
    facts.policy(policy);
    if (approvals == null) {
      approvals = new Approvals(approvalsOf(policy), procedure.gates(), facts.id());
      if (keepsConflicts) {
        approvals.keepConflicts();
      }
      renewEarly(approvals);
      gate = gates.apply(this);
    }
  }

  private void renewEarly(Approvals known) {
    if (rules.has(CaseRules.FRESH_EARLY)) {
      known.renewEarly();
    }
  }

  /** The measures of a P2 lower risk: one name is enough for them. */
  private ApprovalPolicy approvalsOf(AccountPolicy policy) {
    ApprovalPolicy usual = policy.approvals();
    return procedure.severity() == Severity.P2 ? usual.needing(1) : usual;
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

  /** A request of a person is being carried out, or no longer. */
  void busy(boolean now) {
    busy = now;
  }

  /** Waits until no request of a person is under way: it may change what comes next. */
  void settle() {
    Workflow.await(() -> !busy);
  }

  /** From here on nothing that people ask changes its end. */
  void closes() {
    closing = true;
  }

  boolean closing() {
    return closing || over;
  }

  /** Whatever waits looks again. */
  void nudge() {
    nudges++;
  }

  /** How often somebody asked to look again. */
  int nudges() {
    return nudges;
  }

  /** Waits for a span of wall time, or until somebody asks to look again. */
  void pause(Duration span, String summary) {
    pause(span, summary, () -> false);
  }

  /** The same, or until something else ends the wait. */
  void pause(Duration span, String summary, BooleanSupplier sooner) {
    int before = nudges;
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          Promise<Void> timer =
              Workflow.newTimer(span, TimerOptions.newBuilder().setSummary(summary).build());
          Workflow.await(() -> timer.isCompleted() || before != nudges || sooner.getAsBoolean());
        });
    scope.run();
    scope.cancel();
  }

  /** It goes through another document from here on; what was decided before is kept. */
  void turnTo(Procedure next, Function<CaseDesk, CaseGate> gatesOfIt) {
    knownGate().ifPresent(CaseGate::close);
    Approvals before = approvals;
    if (before != null) {
      earlier.addAll(before.records());
    }
    procedure = next;
    gates = gatesOfIt;
    sheet.turnTo(next);
    approvals = null;
    ready(facts.policy());
    acknowledgement.turnTo(next.notified());
    support.turnTo(next.support());
    if (facts.keepsPolicy()) {
      turnedTo = under("goes on under ");
    }
  }

  /** Keeps the documents that it is begun under; recorded with the declaration. */
  void begunUnder() {
    edition = under("begun under ");
  }

  private Edition under(String verb) {
    AccountPolicy policy = facts.policy();
    String document = Runbook.of(procedure.severity()).id();
    String hash = policy.response().documents().getOrDefault(document, "");
    Edition now = new Edition(document, hash, policy.configurationHash());
    sheet.record(
        EntryKind.INCIDENT,
        MACHINE,
        verb + now.sentence(),
        Figures.of(
            "document", document,
            "documentHash", hash,
            "configurationHash", now.configurationHash()));
    return now;
  }

  /** A status update in the words of the runbook's template; it promises the next one. */
  void statusUpdate(Urgency urgency, String headline, String what) {
    updates.tell(urgency, headline, what);
  }

  /** The harm has stopped; said once. */
  void mitigated(String how) {
    if (facts.milestones(begun, null).mitigated() != null) {
      return;
    }
    facts.mitigated(RunSheet.now());
    sheet.record(
        EntryKind.INCIDENT, MACHINE, "mitigated: " + how, Figures.of("milestone", "mitigated"));
    statusUpdate(Urgency.NOTIFY, facts.severity() + " mitigated: " + how, "It is being verified.");
    tellGuard();
  }

  /** Puts the status on the guard's books, beside the procedure. */
  void tellGuard() {
    notices.tell(resolvedBy());
  }

  /** Waits until all is told and written and every message was answered. */
  void finish() {
    over = true;
    Workflow.await(
        () -> announcements.quiet() && notices.quiet() && Workflow.isEveryHandlerFinished());
    sheet.awaitWritten();
  }

  /** Who looked into it and ended it; null where it is not resolved, or nobody did. */
  private @Nullable String resolvedBy() {
    if (facts.status() != IncidentStatus.RESOLVED) {
      return null;
    }
    Optional<PeoplesWords.Claim> over = facts.testimony().over();
    Approvals known = approvals;
    return over.isPresent()
        ? over.get().by()
        : known == null ? null : known.lastDecider().orElse(null);
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
        decisions(known),
        facts.judgement().orElse(null),
        facts.flatten().orElse(null),
        facts.reportPath(),
        facts.testimony().shown(),
        new Handling(edition, updates.due(), support.need(), turnedTo));
  }

  private List<DecisionRecord> decisions(@Nullable Approvals known) {
    List<DecisionRecord> all = new ArrayList<>(earlier);
    if (known != null) {
      all.addAll(known.records());
    }
    return all;
  }

  private AccountName account() {
    return facts.knownPolicy().map(AccountPolicy::account).orElse(started);
  }
}
