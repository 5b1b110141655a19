package io.tripline.workflows.maintenance;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs and retries of maintenance, each with its reason. */
final class Policies {
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(2))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private Policies() {}

  /** Every row of the journal is read; a journal that is away is waited for within the window. */
  static ActivityOptions upkeep() {
    return options("look and mend", Duration.ofMinutes(5), Duration.ofMinutes(30));
  }

  /** Whether the market is open must be known: else nothing is mended this time. */
  static ActivityOptions market() {
    return options("is the market closed?", Duration.ofSeconds(30), Duration.ofMinutes(2));
  }

  /** A worker that does not know the account will not know it later. */
  static ActivityOptions configuration() {
    return options("read the configuration", Duration.ofSeconds(10), Duration.ofMinutes(2));
  }

  /** The guard may be restarting; the next check declares again. */
  static ActivityOptions alarm() {
    return options("declare what was found", Duration.ofSeconds(10), Duration.ofMinutes(5));
  }

  /** People must hear; what was done stands anyway. */
  static ActivityOptions notice() {
    return options("tell people", Duration.ofSeconds(20), Duration.ofMinutes(15));
  }

  private static ActivityOptions options(String summary, Duration attempt, Duration inAll) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(attempt)
        .setScheduleToCloseTimeout(inAll)
        .setRetryOptions(PATIENT)
        .setSummary(summary)
        .build();
  }
}
