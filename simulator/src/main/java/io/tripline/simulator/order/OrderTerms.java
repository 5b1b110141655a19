package io.tripline.simulator.order;

import io.tripline.simulator.account.Side;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed when the order was taken; never changes, a replacement is another order.
 *
 * @param sequence number in order of arrival, unique per broker
 * @param quantity shares, or null where an amount in dollars was given
 * @param notional dollars, or null where shares were given
 * @param positionIntent such as {@code buy_to_open}
 * @param parentId the entry of a leg, or null
 * @param expiresAt when time ends it
 * @param replaces id of the order that it replaces, or null
 */
public record OrderTerms(
    long sequence,
    String id,
    String clientOrderId,
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    OrderClass orderClass,
    @Nullable BigDecimal quantity,
    @Nullable BigDecimal notional,
    @Nullable BigDecimal limitPrice,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal trailPrice,
    @Nullable BigDecimal trailPercent,
    String positionIntent,
    boolean extendedHours,
    @Nullable String parentId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String replaces) {}
