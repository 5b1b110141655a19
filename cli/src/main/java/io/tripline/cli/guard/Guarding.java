package io.tripline.cli.guard;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts a guard where none runs. */
public final class Guarding {
  /** With a sticky time-out of 1 s at the worker: a standby takes over in about 2 s. */
  public static final Duration TASK_TIMEOUT = Duration.ofSeconds(2);

  private Guarding() {}

  /** True when one runs. */
  public static boolean runs(Temporal temporal, AccountName account) {
    try {
      return temporal
              .client()
              .newUntypedWorkflowStub(AccountGuard.idOf(account))
              .describe()
              .getStatus()
          == io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  /** Starts one; harmless where one runs. Without a policy the worker's configuration is asked. */
  public static void start(Temporal temporal, AccountName account, @Nullable AccountPolicy policy) {
    AccountGuard guard =
        temporal
            .client()
            .newWorkflowStub(
                AccountGuard.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(AccountGuard.idOf(account))
                    .setTaskQueue(TaskQueues.RESPONSE)
                    .setWorkflowTaskTimeout(TASK_TIMEOUT)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setStaticSummary("guards account " + account)
                    .build());
    WorkflowClient.start(guard::run, new GuardStart(account, policy, null));
  }
}
