package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Prices of a span of market time, in dollars.
 *
 * @param start start of the span; of a daily bar, midnight in New York
 * @param trades number of trades
 * @param vwap volume-weighted average price
 */
public record Bar(
    Instant start,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    long volume,
    long trades,
    BigDecimal vwap) {}
