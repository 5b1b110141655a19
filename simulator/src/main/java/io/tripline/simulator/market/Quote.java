package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Best bid and offer: prices in dollars, sizes in round lots of 100 shares, at a market time. */
public record Quote(
    Instant at, BigDecimal bid, BigDecimal ask, int bidSize, int askSize, boolean halted) {
  /** Nobody quotes: zeros, as one-sided quotes show the side that is missing. */
  public Quote none() {
    return new Quote(at, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, halted);
  }

  /** The same quote at other prices. */
  public Quote movedBy(double bps) {
    return new Quote(at, moved(bid, bps), moved(ask, bps), bidSize, askSize, halted);
  }

  private static BigDecimal moved(BigDecimal price, double bps) {
    return price.multiply(BigDecimal.valueOf(1 + bps / 10_000)).setScale(2, RoundingMode.HALF_EVEN);
  }
}
