package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;

/**
 * A market day order that sells part or all of a long position, sent as {@code sell_to_close}.
 *
 * @param id {@code flat-<request>-<n>}
 * @param quantity shares, above 0 and never more than the broker calls available
 */
public record ClosingOrder(
    AccountName account, ClientOrderId id, Symbol symbol, Quantity quantity) {
  /** First part of the client order id of every closing order, whoever sent it. */
  public static final String PREFIX = "flat-";

  /** Throws {@link IllegalArgumentException} if the quantity is not above 0. */
  public ClosingOrder {
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException("quantity: must be above 0, was " + quantity);
    }
  }
}
