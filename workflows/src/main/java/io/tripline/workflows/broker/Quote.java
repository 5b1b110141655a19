package io.tripline.workflows.broker;

import java.math.BigDecimal;
import java.time.Instant;

/** Best bid and offer; a side that is missing is 0. */
public record Quote(Symbol symbol, Price bid, Price ask, Instant at) {
  /** True when both sides are there and the ask is above the bid. */
  public boolean usable() {
    return bid.signum() > 0 && ask.compareTo(bid) > 0;
  }

  /** The middle of bid and ask; only meaningful when {@link #usable()}. */
  public Price mid() {
    return new Price(bid.amount().add(ask.amount()).multiply(new BigDecimal("0.5")));
  }
}
