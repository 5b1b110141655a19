package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.MarketClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the fake market is open. Guarded by the broker's lock. */
final class FakeMarketHours {
  @Nullable Instant opensAt;
  @Nullable Instant closesAt;

  MarketClock clock(Instant now) {
    return new MarketClock(now, open(now), nextOpen(now), nextClose(now), 1);
  }

  boolean open(Instant now) {
    return (opensAt == null || !now.isBefore(opensAt))
        && (closesAt == null || now.isBefore(closesAt));
  }

  private Instant nextOpen(Instant now) {
    return opensAt != null && now.isBefore(opensAt) ? opensAt : now.plus(Duration.ofHours(20));
  }

  private Instant nextClose(Instant now) {
    return closesAt != null && now.isBefore(closesAt) ? closesAt : now.plus(Duration.ofHours(5));
  }
}
