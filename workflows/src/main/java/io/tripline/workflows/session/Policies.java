package io.tripline.workflows.session;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.math.BigDecimal;
import java.time.Duration;

/** Every time-out, retry and number of the session, with its reason. */
final class Policies {
  /** An entry decided longer ago than this, in market time, is not sent any more. */
  static final Duration DECISION_LIFE = Duration.ofSeconds(60);

  /** A quote older than this can't size an entry; market time. */
  static final Duration SIZING_QUOTE_AGE = Duration.ofSeconds(60);

  /** Sizing looks this fraction above the ask, so that an uptick does not exceed the exposure. */
  static final BigDecimal SIZING_MARGIN = new BigDecimal("0.001");

  /** In probation, or where that is not known, an entry has half its size (risk.md section 8.3). */
  static final BigDecimal PROBATION_FACTOR = new BigDecimal("0.5");

  /** Complete daily bars that a strategy sees: 200 for the longest average, and a few more. */
  static final int DAILY_BARS = 210;

  /** How often a permit is asked for that expired unused, or that the guard was not ready for. */
  static final int PERMIT_ATTEMPTS = 3;

  /** Before a guard that was not ready is asked once more; a decision lives a minute. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  /** An order without an answer is looked up at least this long, from the lost answer on. */
  static final Duration LOOK_UP_FOR = Duration.ofSeconds(10);

  /** A request that left within the permit's life may arrive this much later (write time-out). */
  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /** Between look-ups of an order without an answer; not polling: two or three in all. */
  static final Duration BETWEEN_LOOK_UPS = Duration.ofSeconds(4);

  /** An exit may go without a permit when the guard was silent for 5 s: 3 s asked and this. */
  static final Duration GUARD_SILENCE = Duration.ofSeconds(2);

  /** Life of an exit that goes without a permit, as long as a permit's. */
  static final Duration EXIT_LIFE = Duration.ofSeconds(5);

  /** How long a cancel may take to show as the order's end. */
  static final Duration CANCEL_PATIENCE = Duration.ofSeconds(30);

  /** An order whose patience is over, and that can't be read for so long, is cancelled blindly. */
  static final Duration UNSEEN_FOR = Duration.ofSeconds(60);

  /** After its cancel, an order's end is looked for so long. */
  static final Duration UNSEEN_AT_LAST = Duration.ofMinutes(10);

  /** An absent order under a permit that expired this long ago was never sent. */
  static final Duration SURELY_NOT_SENT = Duration.ofSeconds(60);

  /** How long a new permit waits for earlier settlements to reach the guard. */
  static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);

  /** Between attempts to read the clock while a session only waits. */
  static final Duration CLOCK_RETRY = Duration.ofSeconds(30);

  /** A strategy from outside must have a worker that takes the question within this. */
  static final Duration STRATEGY_TAKEN_WITHIN = Duration.ofSeconds(10);

  /** One attempt of a strategy from outside; a decision lives 60 s. */
  static final Duration STRATEGY_ANSWERS_WITHIN = Duration.ofSeconds(15);

  /** All attempts together: what comes later would be decided on an old quote. */
  static final Duration STRATEGY_IN_ALL = Duration.ofSeconds(30);

  /** A strategy may fail once for a passing reason. */
  static final int STRATEGY_ATTEMPTS = 2;

  /** After so many events an intraday session continues as new; the server suggests it at 4,096. */
  static final long EVENTS_PER_RUN = 1_500;

  /** Lines of the past that a session carries into its next run. */
  static final int LINES_CARRIED = 60;

  /** Answers to changes that a session keeps, so that a repeat is the same change. */
  static final int CHANGES_KEPT = 20;

  /** Between attempts to sell before the close what a first one did not. */
  static final Duration CLOSE_OUT_AGAIN = Duration.ofSeconds(30);

  /** After a sale: the broker may show the position for about 10 s more (alpaca.md section 8). */
  static final Duration CLOSE_OUT_SEEN = Duration.ofSeconds(15);

  /** So long after an execution the positions may not show it yet; market time. */
  static final Duration POSITIONS_LATE = Duration.ofSeconds(45);

  private Policies() {}

  /**
   * Reads run in the workflow task itself (one event instead of six), bounded in both ways; what
   * they can't get is asked again by {@link #read}, which waits for an outage to end.
   */
  static LocalActivityOptions localRead(String summary) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(5))
        .setScheduleToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(300))
                .setMaximumInterval(Duration.ofSeconds(1))
                .setMaximumAttempts(3)
                .build())
        .setSummary(summary)
        .build();
  }

  /** A read that outlives a short outage, but not the reason for it: then the session fails. */
  static ActivityOptions read(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofSeconds(10))
                .build())
        .setSummary(summary)
        .build();
  }

  /**
   * One attempt: a permit that does not come in time is a refusal. Before an entry the guard looks
   * at the broker, for an exit it does not.
   */
  static ActivityOptions ask(String summary, boolean entry) {
    return once(summary, Duration.ofSeconds(entry ? 9 : 6));
  }

  /** One attempt, never repeated: an order without an answer is looked up instead. */
  static ActivityOptions submit(String summary) {
    return once(summary, Duration.ofSeconds(15));
  }

  /**
   * Waits for an order's end; a retry reads the broker afresh.
   *
   * @param unseen how long after that the broker is asked where it does not answer
   */
  static ActivityOptions await(String summary, Duration patience, Duration unseen) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(patience.plus(Duration.ofSeconds(30)))
        .setScheduleToCloseTimeout(patience.plus(unseen))
        .setHeartbeatTimeout(Duration.ofSeconds(5))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofSeconds(10))
                .build())
        .setSummary(summary)
        .build();
  }

  /** The guard must hear what became of a permit; it can be away for a while, not for ever. */
  static ActivityOptions settle(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofSeconds(15))
                .build())
        .setSummary(summary)
        .build();
  }

  /** A strategy that is served from outside: its silence is no decision. */
  static ActivityOptions outsideStrategy(String summary, String queue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToStartTimeout(STRATEGY_TAKEN_WITHIN)
        .setStartToCloseTimeout(STRATEGY_ANSWERS_WITHIN)
        .setScheduleToCloseTimeout(STRATEGY_IN_ALL)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(500))
                .setMaximumAttempts(STRATEGY_ATTEMPTS)
                .build())
        .setSummary(summary)
        .build();
  }

  private static ActivityOptions once(String summary, Duration timeout) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(timeout)
        .setScheduleToCloseTimeout(timeout)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setSummary(summary)
        .build();
  }
}
