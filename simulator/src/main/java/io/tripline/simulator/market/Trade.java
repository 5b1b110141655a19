package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.time.Instant;

/** The last trade: price in dollars, size in shares, at a market time. */
public record Trade(Instant at, BigDecimal price, int size) {}
