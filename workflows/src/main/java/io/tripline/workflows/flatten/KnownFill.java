package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;

/**
 * What one order is known to have filled since the count began, from a look-up of that order.
 *
 * @param orderId the broker's id
 * @param quantity shares, above 0
 */
public record KnownFill(String orderId, Symbol symbol, Quantity quantity) {}
