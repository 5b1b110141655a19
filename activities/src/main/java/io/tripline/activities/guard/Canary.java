package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.liveness.TradingCanary;

/** Asks the trading canary, and starts it where there is none. Thread-safe. */
final class Canary {
  private final WorkflowClient client;

  Canary(WorkflowClient client) {
    this.client = client;
  }

  /** True when a worker on the trading queue answered; false when none did within some seconds. */
  boolean answers(AccountName account) {
    try {
      return ask(account);
    } catch (WorkflowNotFoundException none) {
      start(account);
      return asked(account);
    } catch (WorkflowException | io.grpc.StatusRuntimeException e) {
      return false;
    }
  }

  private boolean asked(AccountName account) {
    try {
      return ask(account);
    } catch (WorkflowException | io.grpc.StatusRuntimeException e) {
      return false;
    }
  }

  private boolean ask(AccountName account) {
    return "alive"
        .equals(client.newWorkflowStub(TradingCanary.class, TradingCanary.idOf(account)).alive());
  }

  private void start(AccountName account) {
    try {
      TradingCanary canary =
          client.newWorkflowStub(TradingCanary.class, WorkflowStarts.canary(account));
      WorkflowClient.start(canary::run);
    } catch (WorkflowExecutionAlreadyStarted running) {
      // Somebody else was faster.
      return;
    } catch (WorkflowServiceException e) {
      // The next question tries again.
      return;
    }
  }
}
