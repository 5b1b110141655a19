package io.tripline.workflows.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as the broker showed it. Legs of complex orders are orders of their own here.
 *
 * @param quantity null for an order by dollar amount
 * @param filled cumulative, also of canceled and expired orders
 * @param replacedBy id of the successor of a replaced order
 */
public record Order(
    String id,
    ClientOrderId clientOrderId,
    Symbol symbol,
    Side side,
    OrderType type,
    OrderStatus status,
    @Nullable Quantity quantity,
    Quantity filled,
    @Nullable Price filledAverage,
    @Nullable Price limit,
    @Nullable Price stop,
    Instant submittedAt,
    @Nullable Instant filledAt,
    @Nullable String replacedBy) {}
