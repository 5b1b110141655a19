package io.tripline.activities.guard;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import java.time.Duration;

/**
 * Trips, resets and asks the guard. Refusals of the guard arrive as failures of their {@link
 * Fault}; no guard, or no answer, is {@code NO_GUARD}. Thread-safe.
 */
public final class TemporalHalts implements Halts {
  /** A query or a signal. */
  static final Duration QUICK = Duration.ofSeconds(3);

  /** An Update that latches or lifts: it may wait for a standby worker. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;

  /** The client must use the workers' data converter. */
  public TemporalHalts(WorkflowClient client) {
    this.guard = new GuardCalls(client);
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    AccountName account = request.account();
    if (account == null) {
      throw Fault.INVALID_INPUT.failure("trip: account is missing");
    }
    String id = request.requestId();
    return guard.update(
        account,
        "trip",
        id == null ? "trip-" + thisActivity() : id,
        TripAnswer.class,
        request,
        ANSWER_WITHIN);
  }

  @Override
  public ResetAnswer reset(ResetRequest request) {
    return guard.update(
        request.account(), "reset", request.requestId(), ResetAnswer.class, request, ANSWER_WITHIN);
  }

  @Override
  public GuardStatus status(AccountName account) {
    return guard.query(account, "status", GuardStatus.class, QUICK);
  }

  @Override
  public PermitAnswer probe(PermitRequest request) {
    PermitRequest probe =
        new PermitRequest(
            request.requestId(), request.account(), request.asker(), request.intent(), true);
    try {
      return guard.update(
          probe.account(), "permit", probe.requestId(), PermitAnswer.class, probe, QUICK);
    } catch (ApplicationFailure failure) {
      return new PermitAnswer.Refused(
          Fault.of(failure).orElse(Fault.NO_GUARD), failure.getOriginalMessage());
    }
  }

  @Override
  public void assess(LaterVerdict verdict) {
    guard.update(
        verdict.account(),
        "assess",
        "assess-" + thisActivity(),
        Void.class,
        verdict.assessment(),
        ANSWER_WITHIN);
  }

  @Override
  public void incident(IncidentNotice notice) {
    guard.signal(notice.account(), "incidentNotice", notice, QUICK);
  }

  /** The same over all attempts of one activity. */
  private static String thisActivity() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return info.getWorkflowId() + "-" + info.getWorkflowRunId() + "-" + info.getActivityId();
  }
}
