package io.tripline.worker;

import io.tripline.activities.guard.BreakGlassRecords;
import io.tripline.activities.journal.BreakGlassSpool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Looks for notes of {@code flatten --direct} at the start of a response process and every few
 * seconds after it. Needs no Temporal server: the journal may have it before the guard runs.
 */
final class BreakGlassIntake implements AutoCloseable {
  private static final Duration EACH = Duration.ofSeconds(10);

  private final BreakGlassRecords records;
  private final CountDownLatch stop = new CountDownLatch(1);

  private BreakGlassIntake(BreakGlassRecords records) {
    this.records = records;
  }

  /** Begins at once; {@code environment} tells the user's state directory. */
  static BreakGlassIntake start(Parts parts, Map<String, String> environment) {
    BreakGlassIntake intake =
        new BreakGlassIntake(
            new BreakGlassRecords(
                parts.accounts(),
                parts.journal(),
                List.of(
                    BreakGlassSpool.of(parts.place().data().root()),
                    BreakGlassSpool.ofUser(environment, System.getProperty("user.home", "."))),
                parts.clock()));
    Thread.ofPlatform().name("break-glass").daemon().start(intake::keepLooking);
    return intake;
  }

  private void keepLooking() {
    do {
      look();
    } while (!stopped());
  }

  private boolean stopped() {
    try {
      return stop.await(EACH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void look() {
    try {
      records.takeIn();
    } catch (RuntimeException e) {
      // A defect must not end the looking; the note stays where it is.
      LoggerFactory.getLogger(BreakGlassIntake.class).warn("notes can't be taken in", e);
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
