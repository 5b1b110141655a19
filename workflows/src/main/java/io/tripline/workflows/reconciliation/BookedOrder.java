package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as the entries of the journal add up to it.
 *
 * @param status the last word about it, such as {@code INTENDED}, {@code REFUSED} or {@code FILLED}
 * @param ended whether its end is on record
 * @param filled null where no fill is on record
 * @param at market time of its first entry, wall time where that is not known
 */
public record BookedOrder(
    ClientOrderId id,
    @Nullable Symbol symbol,
    @Nullable Side side,
    String status,
    boolean ended,
    @Nullable Quantity filled,
    @Nullable Price price,
    Instant at) {}
