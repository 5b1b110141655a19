package io.tripline.workflows.broker;

import java.time.Instant;

/**
 * The broker's clock: market time.
 *
 * @param now market time of the reading
 * @param nextOpen the next open after {@code now}
 * @param nextClose the next close after {@code now}
 * @param rate market seconds per wall second; 1 at a real broker
 */
public record MarketClock(
    Instant now, boolean open, Instant nextOpen, Instant nextClose, double rate) {}
