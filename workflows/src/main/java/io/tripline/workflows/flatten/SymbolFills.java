package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The executions of one symbol since the instant that a flatten counts from.
 *
 * @param bought sum of the bought shares, 0 or more
 * @param sold sum of the sold shares, 0 or more
 * @param last market time of the last execution
 * @param lastBought market time of the last purchase; null without one, and from an older worker
 */
public record SymbolFills(
    Symbol symbol, Quantity bought, Quantity sold, Instant last, @Nullable Instant lastBought) {
  /** Bought less sold. */
  public Quantity net() {
    return bought.minus(sold);
  }
}
