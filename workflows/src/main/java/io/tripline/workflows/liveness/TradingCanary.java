package io.tripline.workflows.liveness;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.broker.AccountName;

/**
 * Answers a query on task queue {@code trading}: whoever gets an answer knows that a worker there
 * really runs procedures, not only that its process exists.
 */
@WorkflowInterface
public interface TradingCanary {
  /** The workflow id of an account's canary. */
  static String idOf(AccountName account) {
    return "canary-" + account;
  }

  /** Stays until it is cancelled. */
  @WorkflowMethod(name = "TradingCanary")
  void run();

  /** Always the same word. */
  @QueryMethod(name = "alive", description = "Answers: a worker on the trading queue works")
  String alive();
}
