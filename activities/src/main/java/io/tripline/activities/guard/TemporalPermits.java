package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.Settlement;
import java.time.Duration;

/** Asks the guard by Update, with the request's id as the Update's id. Thread-safe. */
public final class TemporalPermits implements Permits {
  /** Silence for this long is a refusal: an order does not wait for its guard. */
  static final Duration PERMIT_WITHIN = Duration.ofSeconds(3);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;

  /** The client must use the workers' data converter. */
  public TemporalPermits(WorkflowClient client) {
    this.guard = new GuardCalls(client);
  }

  @Override
  public PermitAnswer ask(PermitRequest request) {
    try {
      return guard.update(
          request.account(),
          "permit",
          request.requestId(),
          PermitAnswer.class,
          request,
          PERMIT_WITHIN);
    } catch (ApplicationFailure failure) {
      return new PermitAnswer.Refused(
          Fault.of(failure).orElse(Fault.NO_GUARD), failure.getOriginalMessage());
    }
  }

  @Override
  public void settle(Settlement settlement) {
    guard.update(
        settlement.account(),
        "settle",
        "settle-" + settlement.permit() + "-" + settlement.outcome(),
        Void.class,
        settlement,
        ANSWER_WITHIN);
  }

  @Override
  public void session(SessionNotice notice) {
    guard.signal(notice.account(), "sessionNotice", notice, PERMIT_WITHIN);
  }
}
