package io.tripline.workflows.fills;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one order ended at the broker: filled, or cancelled because it took too long. An order that
 * rested at a price of its own says nothing of the market: only one that could be filled at once
 * counts.
 *
 * @param order one sample per order: the same order twice is one sample
 * @param atOnce at the market, or with a limit that the quote at submission reached
 * @param took submission to last fill by the broker's times; of an order that was given up, how
 *     long it was waited for, so that it took at least that; null when not known
 * @param shown shares that the quote at submission showed on the side that the order takes; null
 *     when not known
 * @param marketAt market time of the submission
 */
public record OrderEnd(
    ClientOrderId order,
    Symbol symbol,
    Side side,
    boolean atOnce,
    Quantity ordered,
    Quantity filled,
    @Nullable Duration took,
    @Nullable Quantity shown,
    Instant marketAt) {
  /**
   * Of an order that has ended; empty where its end says nothing of the market: rejected, replaced,
   * expired at the close, or ordered in dollars.
   *
   * @param quote the last one before submission, if any
   * @param waited for how long an order is followed before it is cancelled
   */
  public static Optional<OrderEnd> of(Order order, @Nullable Quote quote, Duration waited) {
    Quantity ordered = order.quantity();
    boolean filled = order.status() == OrderStatus.FILLED;
    if (ordered == null || (!filled && order.status() != OrderStatus.CANCELED)) {
      return Optional.empty();
    }
    Instant at = order.filledAt();
    Duration time = at == null ? null : Duration.between(order.submittedAt(), at);
    return Optional.of(
        new OrderEnd(
            order.clientOrderId(),
            order.symbol(),
            order.side(),
            atOnce(order, quote),
            ordered,
            order.filled(),
            !filled ? waited : time == null || time.isNegative() ? null : time,
            quote == null ? null : quote.shownTo(order.side()),
            order.submittedAt()));
  }

  private static boolean atOnce(Order order, @Nullable Quote quote) {
    Price limit = order.limit();
    if (limit == null) {
      return true;
    }
    return quote != null
        && quote.usable()
        && (order.side() == Side.BUY
            ? limit.compareTo(quote.ask()) >= 0
            : limit.compareTo(quote.bid()) <= 0);
  }

  /** True when nothing of it was left. */
  public boolean whole() {
    return filled.compareTo(ordered) >= 0;
  }

  /** True when it ended with a part of what was ordered. */
  public boolean inPart() {
    return filled.signum() > 0 && !whole();
  }

  /** True when it is known to have taken longer. */
  public boolean slowerThan(Duration limit) {
    return took != null && took.compareTo(limit) > 0;
  }

  /** True where a time can be compared: an order given up before the limit says nothing of it. */
  boolean timed(Duration limit) {
    return atOnce && took != null && (whole() || slowerThan(limit));
  }

  /** The part that was filled, 0 to 1. */
  public BigDecimal share() {
    return ordered.signum() <= 0
        ? BigDecimal.ZERO
        : filled.amount().divide(ordered.amount(), 4, RoundingMode.HALF_EVEN);
  }

  /** The figures for the journal, by their documented names. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("ordered", ordered.text());
    data.put("filledInPart", String.valueOf(inPart()));
    data.put("atOnce", String.valueOf(atOnce));
    if (took != null) {
      data.put("tookMillis", String.valueOf(took.toMillis()));
    }
    if (shown != null) {
      data.put("shownShares", shown.text());
    }
    return data;
  }
}
