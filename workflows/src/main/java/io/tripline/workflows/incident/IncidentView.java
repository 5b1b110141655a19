package io.tripline.workflows.incident;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The incident as people see it.
 *
 * @param cause null until it is known
 * @param brief the trip that opened it; null where none did
 * @param alarm the first alarm; null where a trip opened it
 * @param alerts how many alarms and trips came, those that joined included
 * @param awaited what the procedure waits for, in words; empty when it works
 * @param nextCommand the exact command for that; empty when none
 * @param acknowledgeBy wall time by which a person should have acknowledged
 * @param breached true when nobody acknowledged in time
 * @param people what people said of it; null from an older worker
 * @param handling how people are kept in the picture; null where a history does not know it
 */
public record IncidentView(
    String id,
    Severity severity,
    IncidentStatus status,
    @Nullable Cause cause,
    @Nullable IncidentBrief brief,
    @Nullable Alarm alarm,
    int alerts,
    String step,
    String awaited,
    String nextCommand,
    List<StepView> steps,
    List<TimelineLine> timeline,
    Milestones milestones,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgeBy,
    boolean breached,
    List<Gate> openGates,
    List<DecisionRecord> decisions,
    @Nullable LossJudgement judgement,
    @Nullable FlattenNotice flatten,
    @Nullable String reportPath,
    @Nullable PeoplesWords people,
    @Nullable Handling handling) {
  /** Of an incident of which people said nothing. */
  public IncidentView(
      String id,
      Severity severity,
      IncidentStatus status,
      @Nullable Cause cause,
      @Nullable IncidentBrief brief,
      @Nullable Alarm alarm,
      int alerts,
      String step,
      String awaited,
      String nextCommand,
      List<StepView> steps,
      List<TimelineLine> timeline,
      Milestones milestones,
      @Nullable String acknowledgedBy,
      @Nullable Instant acknowledgeBy,
      boolean breached,
      List<Gate> openGates,
      List<DecisionRecord> decisions,
      @Nullable LossJudgement judgement,
      @Nullable FlattenNotice flatten,
      @Nullable String reportPath) {
    this(
        id,
        severity,
        status,
        cause,
        brief,
        alarm,
        alerts,
        step,
        awaited,
        nextCommand,
        steps,
        timeline,
        milestones,
        acknowledgedBy,
        acknowledgeBy,
        breached,
        openGates,
        decisions,
        judgement,
        flatten,
        reportPath,
        null,
        null);
  }

  /** What people said of it; nothing where the view is of an older worker. */
  public PeoplesWords saidByPeople() {
    return people == null ? PeoplesWords.NONE : people;
  }

  /** The same with the status that its review led to, where {@code word} names one of those. */
  public IncidentView reviewed(String word) {
    IncidentStatus reviewed =
        switch (word) {
          case "IN_REVIEW" -> IncidentStatus.IN_REVIEW;
          case "CLOSED" -> IncidentStatus.CLOSED;
          default -> status;
        };
    return new IncidentView(
        id,
        severity,
        reviewed,
        cause,
        brief,
        alarm,
        alerts,
        step,
        awaited,
        reviewed == IncidentStatus.IN_REVIEW && awaited.isEmpty()
            ? NextCommand.review(id)
            : nextCommand,
        steps,
        timeline,
        milestones,
        acknowledgedBy,
        acknowledgeBy,
        breached,
        openGates,
        decisions,
        judgement,
        flatten,
        reportPath,
        people,
        handling);
  }
}
