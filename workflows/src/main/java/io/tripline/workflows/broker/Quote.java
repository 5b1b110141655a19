package io.tripline.workflows.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Best bid and offer; a side that is missing is 0.
 *
 * @param bidSize shares shown at the bid; null where they are not known
 * @param askSize shares shown at the ask; null where they are not known
 */
public record Quote(
    Symbol symbol,
    Price bid,
    Price ask,
    Instant at,
    @Nullable Quantity bidSize,
    @Nullable Quantity askSize) {
  /** Without sizes. */
  public Quote(Symbol symbol, Price bid, Price ask, Instant at) {
    this(symbol, bid, ask, at, null, null);
  }

  /** True when both sides are there and the ask is above the bid. */
  public boolean usable() {
    return bid.signum() > 0 && ask.compareTo(bid) > 0;
  }

  /** The middle of bid and ask; only meaningful when {@link #usable()}. */
  public Price mid() {
    return new Price(bid.amount().add(ask.amount()).multiply(new BigDecimal("0.5")));
  }

  /** Shares that an order of this side finds at the best price; null where that is not known. */
  public @Nullable Quantity shownTo(Side side) {
    return side == Side.BUY ? askSize : bidSize;
  }
}
