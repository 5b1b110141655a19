package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flatten knows of the broker, carried through continue-as-new beside its requests.
 *
 * @param lastNumber the last {@code n} of {@code flat-<request>-<n>}
 * @param since market time from which executions are counted
 * @param permits ids of permits that must be absent or terminal
 * @param told the last trouble that people were told of
 */
public record FlattenCarried(
    List<Order> orders,
    int lastNumber,
    List<Opening> openings,
    List<Seen> witnessed,
    @Nullable Instant since,
    List<ClientOrderId> permits,
    @Nullable String told) {
  /** A closing order with what is known of it. */
  public record Order(ClosingOrder order, String fate, Quantity filled, @Nullable Price average) {}

  /** A symbol's opening quantity. */
  public record Opening(Symbol symbol, Quantity quantity, Instant since, boolean settled) {}

  /** What one order is known to have filled. */
  public record Seen(String orderId, Symbol symbol, Side side, Quantity before, Quantity filled) {}
}
