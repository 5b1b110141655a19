package io.tripline.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Does something again and again in a thread of its own, on no task queue, until it is closed. */
final class Lookout implements AutoCloseable {
  private final String name;
  private final Duration each;
  private final Runnable look;
  private final CountDownLatch stop = new CountDownLatch(1);

  private Lookout(String name, Duration each, Runnable look) {
    this.name = name;
    this.each = each;
    this.look = look;
  }

  /** Looks at once, then with {@code each} between two looks. */
  static Lookout start(String name, Duration each, Runnable look) {
    Lookout lookout = new Lookout(name, each, look);
    Thread.ofPlatform().name(name).daemon().start(lookout::keepLooking);
    return lookout;
  }

  private void keepLooking() {
    do {
      try {
        look.run();
      } catch (RuntimeException e) {
        // A defect must not end the looking: the next look tries again.
        LoggerFactory.getLogger(Lookout.class).warn("{}: this look failed", name, e);
      }
    } while (!stopped());
  }

  private boolean stopped() {
    try {
      return stop.await(each.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
