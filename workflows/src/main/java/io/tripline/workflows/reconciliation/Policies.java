package io.tripline.workflows.reconciliation;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs and retries of a reconciliation, each with its reason. */
final class Policies {
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(2))
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private Policies() {}

  /** Many pages of a week; an outage of the broker at night is waited for, then it is said. */
  static ActivityOptions broker() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setScheduleToCloseTimeout(Duration.ofMinutes(30))
        .setRetryOptions(PATIENT)
        .setSummary("read the week at the broker")
        .build();
  }

  /** Without the journal there is nothing to compare with: it is waited for. */
  static ActivityOptions ledger() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(PATIENT)
        .setSummary("the journal's week")
        .build();
  }

  /** A worker that does not know the account will not know it later. */
  static ActivityOptions configuration() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setRetryOptions(PATIENT)
        .setSummary("read the account's configuration")
        .build();
  }

  /** People must hear; the report stands anyway. */
  static ActivityOptions notice() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofMinutes(15))
        .setRetryOptions(PATIENT)
        .setSummary("tell people")
        .build();
  }
}
