package io.tripline.workflows.session;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.MarketClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last word on the broker's clock, carried forward by elapsed wall time and its rate. */
final class MarketTime {
  private @Nullable MarketClock last;
  private long readAt;

  /** Takes a reading that was made just now. */
  void seen(MarketClock clock) {
    last = clock;
    readAt = Workflow.currentTimeMillis();
  }

  /** The last reading, as it was. */
  @Nullable MarketClock last() {
    return last;
  }

  /** Market time now, as far as known; null before the first reading. */
  @Nullable Instant now() {
    if (last == null) {
      return null;
    }
    long elapsed = Workflow.currentTimeMillis() - readAt;
    return last.now().plus(Duration.ofMillis(Math.round(elapsed * last.rate())));
  }

  /** True when more than {@code limit} of market time has passed since {@code then}. */
  boolean longerThan(Duration limit, Instant then) {
    Instant now = now();
    return now == null || Duration.between(then, now).compareTo(limit) > 0;
  }
}
