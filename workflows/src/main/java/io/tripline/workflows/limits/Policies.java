package io.tripline.workflows.limits;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs and retries of a change of a limit, each with its reason. */
final class Policies {
  /** As far back as a person remembers what a day was like. */
  static final int SESSIONS = 60;

  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(15))
          .build();

  private Policies() {}

  /** A person waits for the answer. */
  static ActivityOptions guard(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofSeconds(30))
        .setRetryOptions(PATIENT)
        .setSummary(summary)
        .build();
  }

  /** What was approved is carried out as long as the approval is fresh. */
  static ActivityOptions carryOut() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setRetryOptions(PATIENT)
        .setSummary("set the approved limit")
        .build();
  }

  /** Without a past the plan says so: nobody waits longer for it. */
  static ActivityOptions trial() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofSeconds(30))
        .setRetryOptions(PATIENT)
        .setSummary("what would it have done?")
        .build();
  }

  /** People must hear; later than the gate lives it is of no use. */
  static ActivityOptions notice() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofMinutes(15))
        .setRetryOptions(PATIENT)
        .setSummary("tell people")
        .build();
  }
}
