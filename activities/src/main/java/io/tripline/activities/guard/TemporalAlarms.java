package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarms;
import io.tripline.workflows.guard.DeclareAnswer;
import java.time.Duration;

/** Declares by Update, with the request's id as the Update's id. Thread-safe. */
public final class TemporalAlarms implements Alarms {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;

  /** The client must use the workers' data converter. */
  public TemporalAlarms(WorkflowClient client) {
    this.guard = new GuardCalls(client);
  }

  @Override
  public DeclareAnswer declare(AlarmOrder order) {
    String id = order.request().requestId();
    if (id == null) {
      throw Fault.INVALID_INPUT.failure("declare: requestId is missing");
    }
    return guard.update(
        order.account(), "declare", id, DeclareAnswer.class, order.request(), ANSWER_WITHIN);
  }
}
