package io.tripline.workflows.review;

import io.tripline.workflows.incident.Milestones;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.incident.TimelineLine;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A review as people see it.
 *
 * @param status of the incident: in review, or closed
 * @param dueAt wall time by which it should be signed
 * @param overdue true when it is neither signed nor in time
 * @param responder who acknowledged the incident; empty when nobody did
 * @param corrections what people add to the incident report
 * @param noAction who said why no action item is needed
 * @param missing what must still be there before it can be signed
 * @param awaited what it waits for, in words; empty when nothing
 * @param nextCommand the exact command for that
 * @param evidence trips, verdicts, orders, executions and resets of the incident, a line each
 */
public record ReviewView(
    String id,
    String incident,
    String account,
    Severity severity,
    String cause,
    ReviewState state,
    IncidentStatus status,
    @Nullable Instant openedAt,
    @Nullable Instant dueAt,
    boolean overdue,
    String responder,
    Milestones milestones,
    List<String> decisions,
    List<StepView> steps,
    String incidentReport,
    List<Point> corrections,
    @Nullable Point rootCause,
    List<Point> factors,
    List<Point> lessons,
    @Nullable RunbookNeed runbook,
    List<ActionItem> actions,
    @Nullable Point noAction,
    List<Signature> signatures,
    List<String> missing,
    String awaited,
    String nextCommand,
    List<TimelineLine> timeline,
    String reviewReport,
    List<String> evidence) {
  /** A history may not know the evidence. */
  public ReviewView {
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
  }

  /** Action items whose day is over. */
  public List<ActionItem> overdueActions(Instant now) {
    return actions.stream().filter(each -> each.overdue(now)).toList();
  }

  /** Action items that are not done. */
  public List<ActionItem> openActions() {
    return actions.stream().filter(ActionItem::open).toList();
  }
}
