package io.tripline.workflows.liveness;

import io.temporal.workflow.Workflow;

/** Nothing but an answer. */
public final class TradingCanaryWorkflow implements TradingCanary {
  @Override
  public void run() {
    Workflow.await(() -> false);
  }

  @Override
  public String alive() {
    return "alive";
  }
}
