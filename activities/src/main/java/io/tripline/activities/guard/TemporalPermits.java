package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.killswitch.WorkerMark;
import java.time.Duration;
import java.util.function.Function;

/** Asks the guard by Update, with the request's id as the Update's id. Thread-safe. */
public final class TemporalPermits implements Permits {
  /** Silence for this long is a refusal: an order does not wait for its guard. */
  static final Duration PERMIT_WITHIN = Duration.ofSeconds(3);

  /** The guard looks at the broker (4 s) and writes it down (2 s) before an entry. */
  static final Duration ENTRY_WITHIN = Duration.ofSeconds(8);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;
  private final Function<AccountName, WorkerMark> mark;

  /** The client must use the workers' data converter. */
  public TemporalPermits(WorkflowClient client) {
    this(client, account -> WorkerMark.UNKNOWN);
  }

  /**
   * @param mark which program this process is, configured how for an account: told with each
   *     session, so that the guard sees when it is another one than the watch's
   */
  public TemporalPermits(WorkflowClient client, Function<AccountName, WorkerMark> mark) {
    this.guard = new GuardCalls(client);
    this.mark = mark;
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
          request.intent().entry() ? ENTRY_WITHIN : PERMIT_WITHIN);
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
        settlementId(settlement),
        Void.class,
        settlement,
        ANSWER_WITHIN);
  }

  /** A later pass that only saw the order's end must not hide what the fill cost. */
  private static String settlementId(Settlement settlement) {
    boolean measured = settlement.fill() != null || settlement.end() != null;
    return "settle-"
        + settlement.permit()
        + "-"
        + settlement.outcome()
        + (measured ? "-measured" : "");
  }

  @Override
  public void session(SessionNotice notice) {
    SessionNotice marked =
        new SessionNotice(
            notice.account(), notice.workflowId(), notice.running(), mark.apply(notice.account()));
    guard.signal(notice.account(), "sessionNotice", marked, PERMIT_WITHIN);
  }
}
