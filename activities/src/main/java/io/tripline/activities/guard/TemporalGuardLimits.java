package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardLimits;
import io.tripline.workflows.guard.LimitAnswer;
import java.time.Duration;

/** Sets limits by Update, with the request's id as the Update's id. Thread-safe. */
public final class TemporalGuardLimits implements GuardLimits {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;

  /** The client must use the workers' data converter. */
  public TemporalGuardLimits(WorkflowClient client) {
    this.guard = new GuardCalls(client);
  }

  @Override
  public LimitAnswer set(LimitOrder order) {
    String id = order.request().requestId();
    if (id == null) {
      throw Fault.INVALID_INPUT.failure("limit: requestId is missing");
    }
    return guard.update(
        order.account(), "limit", "limit-" + id, LimitAnswer.class, order.request(), ANSWER_WITHIN);
  }
}
