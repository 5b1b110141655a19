package io.tripline.cli.session;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.Guarding;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.session.SessionStart;
import io.tripline.workflows.session.TradingSession;
import org.jspecify.annotations.Nullable;

/** Starts a session, or attaches to the one that runs. */
public final class SessionStarting {
  private SessionStarting() {}

  /** Answers true when one ran already. */
  public static boolean start(
      Temporal temporal, AccountName account, String id, boolean once, String by) {
    return start(temporal, account, id, once, by, null);
  }

  /** With another interval than the configured one; answers true when one ran already. */
  static boolean start(
      Temporal temporal,
      AccountName account,
      String id,
      boolean once,
      String by,
      @Nullable String interval) {
    boolean attached = runs(temporal, id);
    TradingSession session =
        temporal
            .client()
            .newWorkflowStub(
                TradingSession.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.TRADING)
                    .setWorkflowTaskTimeout(Guarding.TASK_TIMEOUT)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setStaticSummary(
                        (once ? "one pass" : "trading day") + " of account " + account)
                    .build());
    WorkflowClient.start(session::run, new SessionStart(account, once, null, by, interval, null));
    return attached;
  }

  /** Only another interval. */
  static ExecutionChange every(String interval, String by) {
    return new ExecutionChange(
        null, by, "session start", null, null, null, null, null, null, null, interval);
  }

  /** True while a session of that id runs. */
  static boolean runs(Temporal temporal, String id) {
    try {
      return temporal.client().newUntypedWorkflowStub(id).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
