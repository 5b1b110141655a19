package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runbook's P0, step by step. */
public final class P0ResponseWorkflow extends AnsweringDesk implements P0Response {
  private static final Procedure PROCEDURE =
      new Procedure(
          Severity.P0,
          List.of(P0Step.values()),
          P0Step.NOTIFY,
          P0Step.FLATTEN,
          P0Step.SUPPORT,
          Cause.SYSTEM_DOWN,
          List.of());

  private final SystemProbes probes =
      Workflow.newActivityStub(SystemProbes.class, Policies.systemLook());
  private final SystemProbes patient =
      Workflow.newActivityStub(SystemProbes.class, Policies.systemWait());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Set<String> processes = new HashSet<>();

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P0ResponseWorkflow(@Nullable IncidentStart start) {
    super(new CaseDesk(start, PROCEDURE));
    desk = desk();
    facts = desk.facts();
    sheet = desk.sheet();
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    Optional<DeclaredByHand.Ended> ended = new Intake(desk).begin(start);
    if (ended.isPresent()) {
      return new Closing(desk).ended(ended.get());
    }
    SystemState seen = verify();
    EmergencyFlatten flatten = new EmergencyFlatten(desk);
    flatten.start(seen);
    investigate(seen);
    SystemState well = restart();
    flatten.restored("all parts work again, seen at " + Plain.time(well.at()));
    String trades = new TradingAgain(desk).verified();
    falseAlarmHolds();
    return new Closing(desk)
        .resolved(P0Step.REPORT, trades, "the system works: " + trades, () -> true);
  }

  /** It may have been said before the account was flattened for it. */
  private void falseAlarmHolds() {
    Optional<String> halt = facts.haltedBy();
    if (halt.isPresent()
        && facts.testimony().falseAlarm().isPresent()
        && desk.rules().has(CaseRules.NO_LATE_CLAIM)) {
      facts.testimony().falseAlarm(null);
      sheet.record(
          EntryKind.INCIDENT,
          CaseDesk.MACHINE,
          "no false alarm after all: it asked for a flatten, " + halt.get() + " has the halt",
          Figures.of("falseAlarm", "withdrawn"));
    }
  }

  /** Step "Verify Status". */
  private SystemState verify() {
    sheet.begin(P0Step.VERIFY);
    SystemState seen = probes.look(facts.policy());
    tellProcesses(seen);
    sheet.done(P0Step.VERIFY, seen.sentence());
    desk.support().failing(seen);
    sheet.publish();
    return seen;
  }

  /** Step "Investigate Root Cause": what the machine can know of it. */
  private void investigate(SystemState seen) {
    sheet.begin(P0Step.INVESTIGATE);
    String found = seen.well() ? "nothing was down when looked at" : seen.broken();
    try {
      SystemProbes.Evidence evidence =
          probes.evidence(
              new SystemProbes.EvidenceQuestion(
                  facts.policy(), facts.milestones(RunSheet.now(), null).detected()));
      evidence
          .lastActions()
          .forEach(line ->
              sheet.record(EntryKind.INCIDENT, CaseDesk.MACHINE, "audit: " + line, Figures.of()));
      evidence
          .logLines()
          .forEach(line ->
              sheet.record(EntryKind.INCIDENT, CaseDesk.MACHINE, "log: " + line, Figures.of()));
      String last =
          evidence.lastActions().isEmpty()
              ? "none is on record"
              : evidence.lastActions().get(evidence.lastActions().size() - 1);
      sheet.done(
          P0Step.INVESTIGATE,
          found
              + "; last action: "
              + last
              + "; "
              + evidence.logLines().size()
              + " log line(s) kept");
    } catch (ActivityFailure e) {
      sheet.done(P0Step.INVESTIGATE, found + "; evidence could not be read: " + Fault.detailOf(e));
    }
    sheet.publish();
  }

  /** Step "Restart": waits until everything works. Who starts it is `up`, systemd or a person. */
  private SystemState restart() {
    sheet.begin(P0Step.RESTART);
    String shown = "";
    while (true) {
      SystemState seen =
          patient.awaitWell(new SystemProbes.WellQuestion(facts.policy(), Policies.WELL_WITHIN));
      tellProcesses(seen);
      if (seen.well()) {
        desk.next("");
        sheet.done(P0Step.RESTART, "all works: " + seen.sentence());
        desk.mitigated("all parts work again");
        sheet.publish();
        return seen;
      }
      if (!seen.broken().equals(shown)) {
        shown = seen.broken();
        desk.support().failing(seen);
        sheet.waiting(P0Step.RESTART, "not yet: " + shown);
        desk.next(NextCommand.RESTART);
        desk.statusUpdate(Urgency.NOTIFY, "P0 goes on: not restored yet", shown);
      }
      sheet.publish();
      desk.pause(Policies.LOOK_AGAIN, "before looking again");
    }
  }

  @Override
  Course course() {
    return new OutageCourse(desk);
  }

  /** Each death and restart once: they are the outage's own story. */
  private void tellProcesses(SystemState seen) {
    seen.processes().stream()
        .filter(processes::add)
        .forEach(line ->
            sheet.record(EntryKind.INCIDENT, CaseDesk.MACHINE, "process: " + line, Figures.of()));
  }

  /** A trip is told here for the timeline; its own incident goes on. */
  @Override
  public void alert(@Nullable IncidentBrief brief) {
    messages().joined(brief);
  }

  @Override
  public void verdict(Dispatch.@Nullable VerdictFor verdict) {
    // A loss is judged for the incident of its halt.
  }

  @Override
  public void clockMoved(@Nullable ClockMoved moved) {
    // Every clock of a P0 is wall time.
  }
}
