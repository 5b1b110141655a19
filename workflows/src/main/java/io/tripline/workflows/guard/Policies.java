package io.tripline.workflows.guard;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.tripline.workflows.TaskQueues;
import java.time.Duration;

/** Time-outs and retries of the guard's activities, each with its reason. */
final class Policies {
  /** Only what raises risk waits for the journal, and not longer than this. */
  static final Duration JOURNAL_PATIENCE = Duration.ofSeconds(2);

  /**
   * Five reads in a row of a broker that answers late (each within 0.8 s); with the journal's
   * patience less than an asker waits for an entry.
   */
  static final Duration ENTRY_LOOK = Duration.ofSeconds(4);

  /** The watch closes its streams within this before the guard continues without it. */
  static final Duration HAND_OVER = Duration.ofSeconds(15);

  /** After a proof of flat the broker is read once more. */
  static final Duration RECHECK_AFTER = Duration.ofSeconds(60);

  /** What could not be set at the broker is tried again after this, then each time later. */
  static final Duration ARM_AGAIN = Duration.ofSeconds(15);

  /** A reset and a stop wait so long for our flags to be off and read back. */
  static final Duration CLEARED_WITHIN = Duration.ofSeconds(40);

  /** A watch that returned by itself is started again after this. */
  static final Duration WATCH_AGAIN = Duration.ofSeconds(1);

  /** After a lost heartbeat another trading worker must have started within this. */
  static final Duration WORKER_BACK = Duration.ofSeconds(30);

  /** After an announced stop it may take this long: a deploy, a restart of the machine. */
  static final Duration STOP_ANNOUNCED = Duration.ofMinutes(10);

  /** A wait that took longer than asked by this much was Temporal's own absence. */
  static final Duration SERVER_GAP = Duration.ofSeconds(8);

  /** Three beats of 2 s that did not come. */
  private static final Duration SILENCE = Duration.ofSeconds(6);

  private static final RetryOptions AT_ONCE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(1)
          .build();

  private static final RetryOptions FOREVER =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(15))
          .build();

  private Policies() {}

  /**
   * A dead worker is noticed by the missing heartbeat; a standby takes the watch over, the fifth
   * time as quickly as the first: the attempts of a day are never forgotten.
   */
  static ActivityOptions watch() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofDays(30))
        .setHeartbeatTimeout(SILENCE)
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setRetryOptions(AT_ONCE)
        .setSummary("watch the account")
        .build();
  }

  /**
   * One attempt, so that the guard hears of a lost heartbeat, and a bound on the wait for a worker,
   * because a heartbeat begins only with one. Longer than a short outage of the server.
   */
  static ActivityOptions liveness(Duration startWithin) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.TRADING)
        .setScheduleToStartTimeout(startWithin)
        .setStartToCloseTimeout(Duration.ofDays(30))
        .setHeartbeatTimeout(Duration.ofSeconds(15))
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setSummary("listen to the trading worker")
        .build();
  }

  /** Starting and telling other procedures goes on until it has worked. */
  static ActivityOptions dispatch() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOREVER)
        .setSummary("reach another procedure")
        .build();
  }

  /**
   * One verdict, bounded: without one the loss counts as undetermined. A worker that died with the
   * question is noticed by the missing heartbeat, so that another one answers it in time.
   */
  static ActivityOptions inquiry(Duration within) {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(within.plusSeconds(5))
        .setStartToCloseTimeout(within.plusSeconds(5))
        .setHeartbeatTimeout(SILENCE)
        .setRetryOptions(AT_ONCE)
        .setSummary("is the loss real?")
        .build();
  }

  /** One verdict on one fill, bounded: without one it is not confirmed and trips nothing. */
  static ActivityOptions slippageInquiry(Duration within) {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(within.plusSeconds(5))
        .setStartToCloseTimeout(within.plusSeconds(5))
        .setSummary("is the cost of the fill true?")
        .build();
  }

  /** Reads the broker's flags, or sets and reads back: about 12 s, and nothing waits for it. */
  static ActivityOptions arming() {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(Duration.ofSeconds(60))
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setRetryOptions(AT_ONCE)
        .setSummary("the account's own guards at the broker")
        .build();
  }

  /** A notice goes on until it went out; nobody waits for it. */
  static ActivityOptions telling() {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(FOREVER)
        .setSummary("tell people")
        .build();
  }

  /** What raises risk is written first, or is refused. */
  static ActivityOptions journalFirst() {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(JOURNAL_PATIENCE)
        .setStartToCloseTimeout(JOURNAL_PATIENCE)
        .setSummary("write it down first")
        .build();
  }

  /** The past is asked for until it is known; the account stays halted meanwhile. */
  static ActivityOptions journalMemory() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setRetryOptions(FOREVER)
        .setSummary("read the guard's past")
        .build();
  }

  /** The configuration is a local file. */
  static ActivityOptions configuration() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOREVER)
        .setSummary("read the configuration")
        .build();
  }

  /** One attempt: an entry that the guard can't see round is refused, and asked for again. */
  static ActivityOptions entryLook() {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(ENTRY_LOOK)
        .setStartToCloseTimeout(ENTRY_LOOK)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setSummary("what is held and on its way")
        .build();
  }

  /** The guard's own look at the broker before it loosens anything. */
  static ActivityOptions broker() {
    return ActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(Duration.ofSeconds(20))
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOREVER)
        .setSummary("look at the broker")
        .build();
  }
}
