package io.tripline.workflows.incident;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Time-outs, retries and waits of the incident procedures, each with its reason. */
final class Policies {
  /** How long the guard gets to answer a question that the procedure can go on without. */
  static final Duration STATUS_PATIENCE = Duration.ofSeconds(30);

  /** A refused auto-reset is tried again after this: the guard's own reading may lag the open. */
  static final Duration RESET_AGAIN = Duration.ofSeconds(60);

  /**
   * An approved reset that the guard can't carry out yet is tried again after this, then three
   * times.
   */
  static final Duration APPROVED_AGAIN = Duration.ofSeconds(10);

  /** The next of those pauses: three times as long, at most {@link #RESET_AGAIN}. */
  static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(3);
    return longer.compareTo(RESET_AGAIN) > 0 ? RESET_AGAIN : longer;
  }

  /** So long, then people are asked anew. */
  static final Duration APPROVED_FOR = Duration.ofSeconds(90);

  /** After so many refusals of the auto-reset, people are asked. */
  static final int RESET_ATTEMPTS = 3;

  /** The guard starts the day's session itself; it gets this long before people hear of it. */
  static final Duration SESSION_PATIENCE = Duration.ofSeconds(20);

  /**
   * While entries are still refused after a reset, the guard is asked again after this; doubled up
   * to {@link #VERIFY_LATEST}. Whoever asks for a retry is answered at once.
   */
  static final Duration VERIFY_AGAIN = Duration.ofSeconds(60);

  /**
   * A block of whole sessions must not fill the history, whose end the server does not wait for.
   */
  private static final Duration VERIFY_LATEST = Duration.ofMinutes(15);

  /** The next of those pauses. */
  static Duration rarer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(VERIFY_LATEST) > 0 ? VERIFY_LATEST : doubled;
  }

  /**
   * Between two tests of an API that fails, or of one whose status page is red; doubled up to
   * {@link #PROBE_LATEST}.
   */
  static final Duration PROBE_FIRST = Duration.ofSeconds(10);

  /** The longest wait between two tests: an outage of hours must not fill the history. */
  static final Duration PROBE_LATEST = Duration.ofMinutes(5);

  /** Tests in a row that must pass: one good answer between two failures is no health. */
  static final int HEALTHY_TESTS = 2;

  /** Between two of them. */
  static final Duration TESTS_APART = Duration.ofSeconds(10);

  /** An approval that comes sooner after a test that passed needs no further one. */
  static final Duration TEST_HOLDS = Duration.ofSeconds(60);

  /** An API that is out for longer, with exposure, is paged at once (risk.md section 8.2, K3). */
  static final Duration OUT_WITH_EXPOSURE = Duration.ofMinutes(2);

  /** For so long one activity waits for a restart, before the procedure says where it stands. */
  static final Duration WELL_WITHIN = Duration.ofMinutes(5);

  /** Between two such waits, whatever comes of them. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  /** So long a request of a person may take. */
  private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(5);

  /** A worker that dies with what it asks is noticed by this silence, and another one asks. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private Policies() {}

  /** People must hear; a notice that was late by a quarter of an hour is of no use any more. */
  static ActivityOptions notice() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setScheduleToCloseTimeout(Duration.ofMinutes(15))
        .setRetryOptions(PATIENT)
        .setSummary("tell people")
        .build();
  }

  /** A trip by hand goes on until the guard has it; refusals are not retried. */
  static ActivityOptions trip() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(PATIENT)
        .setSummary("trip the manual switch")
        .build();
  }

  /**
   * For the request of a person, which others wait behind: a refusal after minutes is an answer.
   */
  static ActivityOptions answering(ActivityOptions usual) {
    return ActivityOptions.newBuilder(usual).setScheduleToCloseTimeout(ANSWERED_WITHIN).build();
  }

  /** Bounded: without an answer the procedure says so and goes on. */
  static ActivityOptions status() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(STATUS_PATIENCE)
        .setRetryOptions(PATIENT)
        .setSummary("ask the guard")
        .build();
  }

  /** Without a flatten the latch is all that protects: it is asked for until it was seen. */
  static ActivityOptions latch() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(PATIENT)
        .setSummary("does the latch hold?")
        .build();
  }

  /** The guard reads the broker before it answers; an outage is outlasted for a while. */
  static ActivityOptions reset() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(45))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setRetryOptions(PATIENT)
        .setSummary("ask the guard to lift the halt")
        .build();
  }

  /** The guard's books are told until they know. */
  static ActivityOptions books() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofHours(1))
        .setRetryOptions(PATIENT)
        .setSummary("tell the guard")
        .build();
  }

  /** Everything that an investigation asks; what can't be had in time is unknown. */
  static ActivityOptions investigation() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setScheduleToCloseTimeout(Duration.ofMinutes(3))
        .setHeartbeatTimeout(SILENCE)
        .setRetryOptions(PATIENT)
        .setSummary("investigate")
        .build();
  }

  /** Looks after files and the audit; nobody waits for it. */
  static ActivityOptions upkeep() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setScheduleToCloseTimeout(Duration.ofMinutes(3))
        .setRetryOptions(PATIENT)
        .setSummary("investigate")
        .build();
  }

  /** The tests are bounded, also where nothing answers; without a worker they wait for one. */
  static ActivityOptions apiProbe() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(90))
        .setHeartbeatTimeout(SILENCE)
        .setRetryOptions(PATIENT)
        .setSummary("test the API, read the status page")
        .build();
  }

  /** A look at everything takes up to a minute where nothing answers. */
  static ActivityOptions systemLook() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setHeartbeatTimeout(SILENCE)
        .setRetryOptions(PATIENT)
        .setSummary("look at worker, journal, broker and exposure")
        .build();
  }

  /** Polls inside the activity; a worker that dies with it is noticed by the heartbeat. */
  static ActivityOptions systemWait() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(WELL_WITHIN.plusMinutes(2))
        .setHeartbeatTimeout(SILENCE)
        .setRetryOptions(PATIENT)
        .setSummary("wait until all works")
        .build();
  }

  /** The broker's clock, until it answers. */
  static ActivityOptions clock() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setRetryOptions(PATIENT)
        .setSummary("read the broker's clock")
        .build();
  }

  /** The same, bounded: without an answer the procedure says so and goes on. */
  static ActivityOptions clockNow() {
    return ActivityOptions.newBuilder(clock())
        .setScheduleToCloseTimeout(Duration.ofMinutes(2))
        .build();
  }

  /** The loss as it is now, for a plan that a person waits to see. */
  static ActivityOptions snapshot() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setScheduleToCloseTimeout(Duration.ofSeconds(15))
        .setRetryOptions(PATIENT)
        .setSummary("read the loss as it is now")
        .build();
  }

  /** One pass of a session, followed to its end; a trading worker may have to come back first. */
  static ActivityOptions sessionPass() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(4))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setHeartbeatTimeout(Duration.ofSeconds(10))
        .setRetryOptions(PATIENT)
        .setSummary("start the session again, one pass")
        .build();
  }

  /** The report is written until it is. */
  static ActivityOptions report() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(20))
        .setRetryOptions(PATIENT)
        .setSummary("write the incident report")
        .build();
  }

  /** An incident is closed only with its review: it is asked for until it was started. */
  static ActivityOptions review() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(PATIENT)
        .setSummary("start the post-incident review")
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

  /** An approved measure is carried out while it is fresh; the session's worker may restart. */
  static ActivityOptions execution() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setRetryOptions(PATIENT)
        .setSummary("change how the session executes")
        .build();
  }
}
