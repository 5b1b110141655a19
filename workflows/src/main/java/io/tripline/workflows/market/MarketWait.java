package io.tripline.workflows.market;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.MarketClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits in market time: one timer of (target - market now) / rate, then one re-read. A {@link
 * ClockMoved} signal ends the timer early and re-reads; workflows never poll the clock. Only for
 * workflow threads.
 */
public final class MarketWait {
  private static final Duration GRACE = Duration.ofMillis(500);
  private final Supplier<MarketClock> readClock;
  private int moves;

  /** {@code readClock} reads the broker's clock through an activity. */
  public MarketWait(Supplier<MarketClock> readClock) {
    this.readClock = readClock;
  }

  /** To be called by the workflow's {@code clockMoved} signal handler. */
  public void clockMoved() {
    moves++;
  }

  /**
   * Waits until market time reaches {@code target}, or until {@code other} holds.
   *
   * @return true if market time reached the target
   */
  public boolean until(Instant target, String summary, BooleanSupplier other) {
    while (!other.getAsBoolean()) {
      int movesBefore = moves;
      MarketClock clock = readClock.get();
      if (!clock.now().isBefore(target)) {
        return true;
      }
      Duration wall = wallTime(Duration.between(clock.now(), target), clock.rate()).plus(GRACE);
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(wall, TimerOptions.newBuilder().setSummary(summary).build());
            Workflow.await(
                () -> timer.isCompleted() || moves != movesBefore || other.getAsBoolean());
          });
      scope.run();
      scope.cancel();
    }
    return false;
  }

  /** Wall time in which a clock of that rate shows {@code market} time to pass. */
  static Duration wallTime(Duration market, double rate) {
    double safe = rate > 0 ? rate : 1;
    return Duration.ofMillis(Math.max(0, Math.round(market.toMillis() / safe)));
  }
}
