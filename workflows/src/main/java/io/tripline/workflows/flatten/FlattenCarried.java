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
 * @param befores what was held before sales of ours; missing from an older worker
 */
public record FlattenCarried(
    List<Order> orders,
    int lastNumber,
    List<Opening> openings,
    List<Seen> witnessed,
    @Nullable Instant since,
    List<ClientOrderId> permits,
    @Nullable String told,
    @Nullable List<Before> befores) {
  /** A closing order with what is known of it. */
  public record Order(ClosingOrder order, String fate, Quantity filled, @Nullable Price average) {}

  /** A symbol's opening quantity. */
  public record Opening(Symbol symbol, Quantity quantity, Instant since, boolean settled) {}

  /** What was held of a symbol when so much of it was sold by us, and bought, at market time. */
  public record Before(
      Symbol symbol, Quantity held, Quantity sold, Quantity bought, Instant marketAt) {}

  /** What one order is known to have filled. */
  public record Seen(String orderId, Symbol symbol, Side side, Quantity before, Quantity filled) {}
}
