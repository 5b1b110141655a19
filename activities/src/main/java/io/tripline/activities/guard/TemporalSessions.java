package io.tripline.activities.guard;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.session.SessionReport;
import io.tripline.workflows.session.SessionStart;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.session.Sessions;
import io.tripline.workflows.session.TradingSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and follows sessions for incidents. Thread-safe. */
public final class TemporalSessions implements Sessions {
  /** Below the activity's own time-out: a pass that takes longer is said to run. */
  private static final Duration FOLLOWED = Duration.ofMinutes(3);

  private static final long STEP_SECONDS = 2;

  private final WorkflowClient client;

  /** The client must use the workers' data converter. */
  public TemporalSessions(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public Pass runOnce(PassOrder order) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    String id = TradingSession.idOf(order.policy().account(), order.tradingDay());
    Optional<String> begun = activity.getHeartbeatDetails(String.class);
    Optional<String> running = running(id);
    if (begun.isEmpty() && running.isPresent()) {
      Optional<SessionStatus> status = status(id);
      if (status.isEmpty()) {
        throw Fault.NOT_READY.failure("session " + id + " runs, but no trading worker answers");
      }
      if (!status.get().once()) {
        return new Pass(id, running.get(), true, null, "runs on: " + status.get().phase());
      }
    }
    String run = begun.or(() -> running).orElseGet(() -> start(order));
    activity.heartbeat(run);
    return follow(activity, id, run);
  }

  private String start(PassOrder order) {
    TradingSession session =
        client.newWorkflowStub(
            TradingSession.class, WorkflowStarts.session(order.policy(), order.tradingDay(), true));
    return WorkflowClient.start(
            session::run,
            new SessionStart(order.policy().account(), true, order.policy(), "the incident"))
        .getRunId();
  }

  private Pass follow(ActivityExecutionContext activity, String id, String run) {
    WorkflowStub session =
        client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowId(id).setRunId(run).build());
    long end = System.nanoTime() + FOLLOWED.toNanos();
    while (System.nanoTime() < end) {
      activity.heartbeat(run);
      try {
        SessionReport report =
            session.getResult(STEP_SECONDS, TimeUnit.SECONDS, SessionReport.class);
        return new Pass(
            id, run, false, report.end(), "ended " + report.end() + ", " + report.detail());
      } catch (TimeoutException e) {
        activity.heartbeat(run);
      } catch (WorkflowException e) {
        return new Pass(id, run, false, null, "failed: " + Fault.detailOf(e));
      }
    }
    return new Pass(
        id, run, false, null, "still runs after " + FOLLOWED.toMinutes() + " min; look at it");
  }

  private Optional<String> running(String id) {
    try {
      WorkflowExecutionDescription seen = client.newUntypedWorkflowStub(id).describe();
      return seen.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? Optional.of(seen.getExecution().getRunId())
          : Optional.empty();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<SessionStatus> status(String id) {
    try {
      return Optional.of(client.newWorkflowStub(TradingSession.class, id).status());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }
}
