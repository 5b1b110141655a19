package io.tripline.activities.guard;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Beats for a long activity while it works, also while it waits for a slow broker, and hears of its
 * cancellation. A loop that hangs is not kept alive: without progress the beat stops. Thread-safe.
 */
final class Pulse implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  /** What the Temporal UI shows of the last heartbeat. */
  record Beat(long readings, String state, Instant at) {}

  private final ActivityExecutionContext activity;
  private final Thread thread;
  private final AtomicReference<Beat> latest;
  private final AtomicLong progressAt = new AtomicLong(System.nanoTime());
  private final AtomicReference<@Nullable ActivityCompletionException> end =
      new AtomicReference<>();

  Pulse(ActivityExecutionContext activity, Instant now) {
    this.activity = activity;
    this.latest = new AtomicReference<>(new Beat(0, "starting", now));
    this.thread = Thread.ofVirtual().name("watch-pulse").start(this::run);
  }

  /** Says that the loop moves on, and what it saw. */
  void progress(Beat beat) {
    latest.set(beat);
    progress();
  }

  /** Says that the loop moves on. */
  void progress() {
    progressAt.set(System.nanoTime());
  }

  /** Throws once the activity was cancelled, or its worker stops. */
  void check() {
    ActivityCompletionException over = end.get();
    if (over != null) {
      throw over;
    }
  }

  /** Sleeps in short steps, so that an end is noticed. */
  void sleep(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      check();
      progress();
      try {
        Thread.sleep(Math.min(200, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the watch was interrupted", e);
      }
    }
    check();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        if (System.nanoTime() - progressAt.get() < LONGEST_WORK.toNanos()) {
          activity.heartbeat(latest.get());
        }
        Thread.sleep(EVERY);
      }
    } catch (ActivityCompletionException e) {
      end.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
