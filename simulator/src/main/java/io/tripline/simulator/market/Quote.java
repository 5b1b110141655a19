package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.time.Instant;

/** Best bid and offer: prices in dollars, sizes in shares, at a market time. */
public record Quote(
    Instant at, BigDecimal bid, BigDecimal ask, int bidSize, int askSize, boolean halted) {}
