package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.tripline.activities.broker.AlpacaBroker;
import io.tripline.activities.session.DailyBarStrategy;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.guard.AccountGuardWorkflow;
import io.tripline.workflows.session.TradingSessionWorkflow;

/** The one list of what runs on which task queue. */
final class Wiring {
  private final Parts parts;

  Wiring(Parts parts) {
    this.parts = parts;
  }

  /** Registers everything of {@code queue}; {@code client} is for activities that reach others. */
  void register(String queue, Worker worker, WorkflowClient client) {
    worker.registerActivitiesImplementations(
        parts.configuration(),
        parts.journal(),
        parts.notifier(),
        new AlpacaBroker(parts.accounts(), parts.clock()));
    switch (queue) {
      case TaskQueues.TRADING -> trading(worker, client);
      case TaskQueues.RESPONSE -> response(worker, client);
      default -> throw new IllegalArgumentException("no task queue of ours: " + queue);
    }
  }

  private void trading(Worker worker, WorkflowClient client) {
    worker.registerWorkflowImplementationTypes(TradingSessionWorkflow.class);
    worker.registerActivitiesImplementations(DailyBarStrategy.shipped());
  }

  private void response(Worker worker, WorkflowClient client) {
    worker.registerWorkflowImplementationTypes(AccountGuardWorkflow.class);
  }
}
