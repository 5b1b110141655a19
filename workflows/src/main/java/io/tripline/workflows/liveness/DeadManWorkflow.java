package io.tripline.workflows.liveness;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import org.jspecify.annotations.Nullable;

/** One activity; the next run of the Schedule is its retry. */
public final class DeadManWorkflow implements DeadMan {
  private final GuardPulse pulse =
      Workflow.newActivityStub(
          GuardPulse.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(GuardPulse.SILENCE.plusMinutes(1))
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
              .setSummary("does the guard answer?")
              .build());

  @Override
  public String run(@Nullable DeadManStart start) {
    AccountName account = start == null ? null : start.account();
    if (account == null) {
      return "refused: account: missing or malformed; send {\"account\":\"name\"}";
    }
    try {
      return pulse.look(account);
    } catch (ActivityFailure e) {
      return "not looked: " + Fault.detailOf(e);
    }
  }
}
