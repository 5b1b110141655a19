package io.tripline.workflows.session;

import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision to send an order, with what it was made of.
 *
 * @param price the price that the strategy used; zero when unknown
 * @param quote the quote at the decision
 * @param at market time of the decision
 * @param rest true for what an earlier order of the same decision left unfilled
 */
record Decision(
    OrderIntent intent, String why, Price price, @Nullable Quote quote, Instant at, boolean rest) {
  /** An order of its own. */
  Decision(OrderIntent intent, String why, Price price, @Nullable Quote quote, Instant at) {
    this(intent, why, price, quote, at, false);
  }
}
