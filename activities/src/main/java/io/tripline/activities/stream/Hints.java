package io.tripline.activities.stream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes who waits for something to happen, however much happens at once. Thread-safe. */
final class Hints {
  private final AtomicBoolean account = new AtomicBoolean();
  private final AtomicBoolean prices = new AtomicBoolean();
  private final Semaphore bell = new Semaphore(0);

  void account() {
    account.set(true);
    ring();
  }

  void prices() {
    if (!prices.getAndSet(true)) {
      ring();
    }
  }

  /** Waits until something happened, at most so long; an interrupt ends the wait. */
  void await(Duration time) {
    try {
      if (bell.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True once where something happened to the account. */
  boolean takeAccount() {
    return account.getAndSet(false);
  }

  /** True once where prices came in. */
  boolean takePrices() {
    return prices.getAndSet(false);
  }

  private void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }
}
