package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sales of which a process that starts without a memory may be shown the position of before: for
 * about 10 s the broker's endpoints may disagree (alpacahq/Alpaca-API#276). Not thread-safe.
 */
final class FreshSales {
  private static final Duration STALE = Duration.ofSeconds(10);

  private record Sale(Symbol symbol, Quantity filled, Instant changedAt) {}

  private final Map<String, Sale> byOrder = new HashMap<>();

  /** What the broker showed of an order; {@code now} is wall time. */
  void note(Order order, View view, Instant now) {
    if (order.side() != Side.SELL || order.filled().signum() <= 0) {
      return;
    }
    Sale known = byOrder.get(order.id());
    if (known == null) {
      Instant filledAt = order.filledAt();
      boolean old = filledAt != null && view.longerAgo(filledAt, STALE);
      byOrder.put(
          order.id(), new Sale(order.symbol(), order.filled(), old ? now.minus(STALE) : now));
    } else if (order.filled().compareTo(known.filled()) > 0) {
      byOrder.put(order.id(), new Sale(order.symbol(), order.filled(), now));
    }
  }

  /** How long until no symbol without a known opening quantity has a fresh sale. */
  Duration unsure(List<Expectation> known, Instant now) {
    return byOrder.values().stream()
        .filter(sale -> known.stream().noneMatch(e -> e.symbol().equals(sale.symbol())))
        .map(sale -> STALE.minus(Duration.between(sale.changedAt(), now)))
        .filter(Duration::isPositive)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
