package io.tripline.workflows.incident;

import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runbook's P1, step by step. */
public final class P1ResponseWorkflow extends AnsweringDesk implements P1Response {
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final HaltCourse course;
  private final WorkerLost workerLost;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P1ResponseWorkflow(@Nullable IncidentStart start) {
    super(new CaseDesk(start, HaltCourse.PROCEDURE, HaltCourse::gateOf));
    desk = desk();
    facts = desk.facts();
    sheet = desk.sheet();
    course = new HaltCourse(desk);
    workerLost = new WorkerLost(desk, course);
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    desk.begin();
    boolean byHand = facts.knownBrief().isEmpty();
    DeclaredByHand hand = new DeclaredByHand(desk);
    Optional<DeclaredByHand.Ended> ended = byHand ? hand.prepare(start) : Optional.empty();
    if (ended.isEmpty()) {
      declare(DeclaredByHand.reason(start));
      if (byHand && start != null) {
        ended = hand.trip(start);
      }
    }
    if (ended.isPresent()) {
      return new Closing(desk).ended(ended.get());
    }
    return course.walk(() -> desk.rules().holds("post-incident-review"));
  }

  /** People hear at once, and the response clock starts; the rest goes on beside it. */
  private void declare(String reason) {
    Instant now = RunSheet.now();
    facts.declared(now);
    sheet.begin(P1Step.NOTIFY);
    String why = facts.knownBrief().map(IncidentBrief::reason).orElse(reason);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "P1 declared: " + why,
        Figures.of(
            "milestone",
            "declared",
            "severity",
            Severity.P1.name(),
            "detectedAt",
            facts.milestones(now, null).detected().toString()));
    desk.begunUnder();
    desk.statusUpdate(
        Urgency.PAGE, "P1 Trading Halted: KILL SWITCH TRIGGERED, account " + facts.account(), why);
    sheet.waiting(P1Step.NOTIFY, "waiting for a person to acknowledge");
    desk.acknowledgement().start(now);
    sheet.publish();
  }

  /** A trading worker that dies during the broker's outage joins here: it is one outage. */
  @Override
  public void alarm(@Nullable Alarm alarm) {
    super.alarm(alarm);
    workerLost.told(alarm);
  }

  @Override
  Course course() {
    return course;
  }
}
