package io.tripline.activities.beat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Beats for an activity of bounded length until it is closed, so that a worker that dies with it is
 * noticed within seconds and another one takes it up. Whether the work moves on is not asked: the
 * activity's own time-out ends what hangs. Thread-safe.
 */
public final class Beating implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final AtomicReference<@Nullable Object> latest = new AtomicReference<>();
  private final AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Beating(@Nullable ActivityExecutionContext activity) {
    if (activity != null) {
      Thread.ofVirtual().name("beating").start(() -> run(activity));
    }
  }

  /** For the activity of this thread; outside of one there is nobody to hear it. */
  public static Beating here() {
    return new Beating(context());
  }

  private static @Nullable ActivityExecutionContext context() {
    try {
      return Activity.getExecutionContext();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /**
   * What the Temporal UI shows beside the beat from now on.
   *
   * @throws ActivityCompletionException once the activity was cancelled, has timed out, or its
   *     worker stops
   */
  public void tell(Object detail) {
    check();
    latest.set(detail);
  }

  /**
   * Waits; ends early where the activity ended.
   *
   * @throws ActivityCompletionException as {@link #tell} does
   * @throws IllegalStateException if it was interrupted
   */
  public void sleep(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    check();
    while (System.nanoTime() < until) {
      try {
        Thread.sleep(Math.min(200, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
      check();
    }
  }

  private void check() {
    RuntimeException over = end.get();
    if (over != null) {
      throw over;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run(ActivityExecutionContext heard) {
    try {
      do {
        heard.heartbeat(latest.get());
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ActivityCompletionException e) {
      end.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
