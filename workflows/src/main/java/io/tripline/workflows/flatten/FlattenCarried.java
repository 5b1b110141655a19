package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
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
    @Nullable Instant since,
    List<ClientOrderId> permits,
    @Nullable String told) {
  /** A closing order with what is known of it. */
  public record Order(
      ClosingOrder order,
      String fate,
      io.tripline.workflows.broker.Quantity filled,
      io.tripline.workflows.broker.@Nullable Price average,
      @Nullable Instant submittedAt) {}

  /** A symbol's opening quantity. */
  public record Opening(
      io.tripline.workflows.broker.Symbol symbol,
      io.tripline.workflows.broker.Quantity quantity,
      boolean settled) {}
}
