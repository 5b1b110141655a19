package io.tripline.workflows.broker;

import org.jspecify.annotations.Nullable;

/**
 * An order that somebody wants to send.
 *
 * @param quantity shares, above 0
 * @param limit the limit price; null means a market order
 * @param entry true when it may raise exposure; an exit is sent as {@code sell_to_close}
 */
public record OrderIntent(
    Symbol symbol, Side side, Quantity quantity, @Nullable Price limit, boolean entry) {
  /** Throws {@link IllegalArgumentException} if the quantity is not above 0. */
  public OrderIntent {
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException("quantity: must be above 0, was " + quantity);
    }
  }
}
