package io.tripline.workflows.review;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs and retries of the review, each with its reason. */
final class Policies {
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private Policies() {}

  /** Without what happened there is nothing to review: it is read until it was. */
  static ActivityOptions past() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(PATIENT)
        .setSummary("read the incident from the journal")
        .build();
  }

  /** The configuration is a local file. */
  static ActivityOptions configuration() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(PATIENT)
        .setSummary("read the configuration")
        .build();
  }

  /** The report is written until it is. */
  static ActivityOptions report() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(PATIENT)
        .setSummary("write the review's report")
        .build();
  }

  /** The guard may be away for a while; without its word the sum of slippage stays as it is. */
  static ActivityOptions books() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofHours(1))
        .setRetryOptions(PATIENT)
        .setSummary("tell the guard")
        .build();
  }

  /** The next reminder follows anyway; one that is late by an hour is of no use any more. */
  static ActivityOptions notice() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofHours(1))
        .setRetryOptions(PATIENT)
        .setSummary("tell people")
        .build();
  }
}
