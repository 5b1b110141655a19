package io.tripline.activities.guard;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.tripline.activities.broker.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Beats for a long activity while it works, also while it waits for a slow broker, and hears of its
 * cancellation. A loop that hangs is not kept alive: without progress the beat stops. Thread-safe.
 */
final class Pulse implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  /**
   * What the Temporal UI shows of the last heartbeat.
   *
   * @param at wall time of the last reading, also of one that found nothing out
   * @param seenAt wall time of the last one that did; null: none yet, or from an older worker
   * @param streams the account's streams; empty where none is listened to
   */
  record Beat(
      long readings,
      String state,
      Instant at,
      @Nullable Instant seenAt,
      List<StreamState> streams) {
    Beat(long readings, String state, Instant at, @Nullable Instant seenAt) {
      this(readings, state, at, seenAt, List.of());
    }
  }

  private final ActivityExecutionContext activity;
  private final Thread thread;
  private final AtomicReference<Beat> latest;
  private final AtomicLong progressAt = new AtomicLong(System.nanoTime());
  private final AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
  private volatile Supplier<List<StreamState>> streams = List::of;

  Pulse(ActivityExecutionContext activity, Instant now) {
    this.activity = activity;
    this.latest = new AtomicReference<>(new Beat(0, "starting", now, null));
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

  /** Each beat tells of these, too. */
  void tellOf(Supplier<List<StreamState>> told) {
    streams = told;
  }

  /** A newer watch of the account has begun: this one must end. */
  void superseded() {
    end.compareAndSet(null, new IllegalStateException("a newer watch of this account has begun"));
  }

  /** Throws once the activity was cancelled, its worker stops, or a newer watch has begun. */
  void check() {
    RuntimeException over = end.get();
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
          Beat beat = latest.get();
          activity.heartbeat(
              new Beat(beat.readings(), beat.state(), beat.at(), beat.seenAt(), streams.get()));
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
