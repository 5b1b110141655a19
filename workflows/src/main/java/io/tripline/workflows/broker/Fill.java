package io.tripline.workflows.broker;

import java.time.Instant;

/** One execution (a FILL activity); {@code quantity} is positive, {@code side} tells the sign. */
public record Fill(
    String id,
    String orderId,
    Symbol symbol,
    Side side,
    Quantity quantity,
    Price price,
    Instant at) {}
