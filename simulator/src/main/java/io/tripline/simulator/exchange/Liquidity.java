package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.market.Depth;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the book gives to an order: everything at the best price, or level by level what stands in a
 * thin one. What was taken is missing until the book has refilled. Not thread-safe: the broker
 * guards it.
 */
final class Liquidity {
  /** A part of an order at one price. */
  record Slice(BigDecimal price, BigDecimal quantity) {}

  private record Taken(Instant until, BigDecimal shares) {}

  private final Broker broker;
  private final Map<String, Taken> taken = new HashMap<>();

  Liquidity(Broker broker) {
    this.broker = broker;
  }

  /** What an order could get now, best price first; taking it is {@link #take}. */
  List<Slice> offered(
      String symbol, Side side, BigDecimal wanted, @Nullable BigDecimal limit, Instant now) {
    BigDecimal gone = gone(symbol, side, now);
    BigDecimal left = wanted;
    var slices = new ArrayList<Slice>();
    for (Depth.Level level : broker.tape().levels(symbol, side == Side.BUY, now)) {
      boolean reached =
          limit == null
              || (side == Side.BUY
                  ? level.price().compareTo(limit) <= 0
                  : level.price().compareTo(limit) >= 0);
      BigDecimal shares = BigDecimal.valueOf(level.shares());
      BigDecimal free = shares.subtract(gone).max(BigDecimal.ZERO);
      gone = gone.subtract(shares).max(BigDecimal.ZERO);
      BigDecimal part = left.min(free);
      if (reached && part.signum() > 0) {
        slices.add(new Slice(level.price(), part));
        left = left.subtract(part);
      }
    }
    return slices;
  }

  /** Those shares are gone from the book until it refills. */
  void take(String symbol, Side side, BigDecimal shares, Instant now) {
    Depth depth = broker.tape().depth(symbol, now);
    if (depth.isThin()) {
      BigDecimal all = gone(symbol, side, now).add(shares);
      taken.put(symbol + side, new Taken(now.plus(depth.refill()), all));
    }
  }

  private BigDecimal gone(String symbol, Side side, Instant now) {
    Taken before = taken.get(symbol + side);
    return before == null || !now.isBefore(before.until()) ? BigDecimal.ZERO : before.shares();
  }
}
