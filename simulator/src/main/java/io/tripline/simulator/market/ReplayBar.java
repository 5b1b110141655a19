package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.time.Instant;

/** One minute of a file of bars: prices in dollars and cents, volume in shares. */
public record ReplayBar(
    Instant minute,
    String symbol,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    long volume) {}
