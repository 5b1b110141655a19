package io.tripline.activities.guard;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.session.ExecutionAnswer;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.session.TradingSession;

/** Changes sessions by Update, with the request's id as the Update's id. Thread-safe. */
public final class TemporalExecutions implements Executions {
  private final WorkflowClient client;

  /** The client must use the workers' data converter. */
  public TemporalExecutions(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public Changed change(ExecutionOrder order) {
    String id = TradingSession.idOf(order.account(), order.tradingDay());
    WorkflowStub session = client.newUntypedWorkflowStub(id);
    if (!runs(session)) {
      return new Changed(null, null, null);
    }
    String request = order.change().requestId();
    if (request == null) {
      throw Fault.INVALID_INPUT.failure("execution: requestId is missing");
    }
    try {
      ExecutionAnswer answer =
          session
              .startUpdate(
                  UpdateOptions.newBuilder(ExecutionAnswer.class)
                      .setUpdateName("set")
                      .setUpdateId(request)
                      .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                      .build(),
                  order.change())
              .getResult();
      return new Changed(id, answer, session.query("status", SessionStatus.class).executes());
    } catch (WorkflowNotFoundException ended) {
      return new Changed(null, null, null);
    } catch (WorkflowException failed) {
      throw failure("session " + id + ": " + Fault.detailOf(failed), failed);
    }
  }

  /** What the session itself refused stays refused; a worker or server that is away comes back. */
  private static ApplicationFailure failure(String detail, WorkflowException failed) {
    return Fault.of(failed).filter(fault -> !fault.retryable()).isPresent()
        ? Fault.NOT_READY.failure(detail)
        : ApplicationFailure.newFailure(detail, "SessionDidNotAnswer");
  }

  private static boolean runs(WorkflowStub session) {
    try {
      return session.describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
