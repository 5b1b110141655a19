package io.tripline.workflows.flatten;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs, retries and patience of {@code Flatten}; all in wall time. */
final class Policies {
  /** After a permit's life a POST may still be on its way: the HTTP client's write time-out. */
  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /** A market order that is open for longer is cancelled and looked at anew. */
  static final Duration FILL_PATIENCE = Duration.ofSeconds(10);

  /** Cancels take about 1 s on paper; beyond this people are told. */
  static final Duration CANCEL_PATIENCE = Duration.ofSeconds(30);

  /** The evidence must not hold the cancels up. */
  static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(3);

  /** A little more than the 10 s for which the broker's endpoints may disagree. */
  static final Duration AGREEMENT_PATIENCE = Duration.ofSeconds(12);

  /** 10 s of empty look-ups and room for failed ones among them. */
  static final Duration LOOK_UP_PATIENCE = Duration.ofSeconds(40);

  /** 45 s until no position is late any more, 10 s of agreeing reads, and room for a new row. */
  static final Duration VERIFY_PATIENCE = Duration.ofSeconds(75);

  /** How often an escalated account is looked at. */
  static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(30);

  /** One look's worth while trying goes on, else long enough to keep the history short. */
  static final Duration RECONCILE_PATIENCE = Duration.ofMinutes(30);

  /** After the open, so that the opening auction is over at the broker. */
  static final Duration AFTER_OPEN = Duration.ofSeconds(2);

  /** One call at the broker may take 12 s, and each is announced by a heartbeat. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** A start without any request is a mistake by hand. */
  static final Duration FIRST_REQUEST = Duration.ofMinutes(1);

  /** Without a guard nobody latches: a person must hear of it, not wait for it. */
  static final Duration TRIP_PATIENCE = Duration.ofMinutes(2);

  private Policies() {}

  /** A start by hand: the same trip under the same id until it is answered. */
  static ActivityOptions trip() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(TRIP_PATIENCE)
        .setRetryOptions(retries())
        .setSummary("trip the manual switch")
        .build();
  }

  /** Short reads; a worker that dies is noticed after the start-to-close. */
  static ActivityOptions reads() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setRetryOptions(retries())
        .setSummary("read the broker's clock")
        .build();
  }

  /** Steps that poll: their heartbeat shows a dead worker within seconds. */
  static ActivityOptions polls() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(retries())
        .setSummary("poll the broker until it is known")
        .build();
  }

  /** The slow look at an escalated account; people know already, so its attempts never end. */
  static ActivityOptions reconciling() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(RECONCILE_PATIENCE.plus(Duration.ofMinutes(2)))
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(RECONCILE_INTERVAL)
                .build())
        .setSummary("people were called: look at the account each 30 s")
        .build();
  }

  /** Never sent twice by a retry: without an answer the order is looked up by its id. */
  static ActivityOptions submission() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setSummary("send one closing order, once")
        .build();
  }

  /** For people only, beside the procedure. */
  static ActivityOptions notices() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(5).build())
        .setSummary("tell people: the guard could not be told")
        .build();
  }

  /** A defect that repeats must reach people, so attempts end; trying goes on after that. */
  private static RetryOptions retries() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(500))
        .setMaximumInterval(Duration.ofSeconds(5))
        .setMaximumAttempts(8)
        .build();
  }
}
