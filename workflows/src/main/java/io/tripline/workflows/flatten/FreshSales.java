package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sales of which a process that starts without a memory may be shown the position of before: for
 * about 10 s the broker's endpoints may disagree (alpacahq/Alpaca-API#276). What a process of ours
 * sold that was killed is closed already: there nothing is believed, of purchases neither, for as
 * long as a position may be late at all. Not thread-safe.
 */
final class FreshSales {
  private static final Duration STALE = Duration.ofSeconds(10);

  /** Closing orders of any flatten. */
  private static final String OURS = "flat-";

  private record Change(Symbol symbol, boolean sale, Quantity filled, Instant at) {}

  private final Map<String, Change> byOrder = new HashMap<>();
  private final Set<Symbol> closing = new HashSet<>();

  /** What the broker showed of an order; {@code now} is wall time. */
  void note(Order order, View view, Instant now) {
    if (order.filled().signum() <= 0) {
      return;
    }
    boolean sale = order.side() == Side.SELL;
    if (sale && order.clientOrderId().value().startsWith(OURS)) {
      closing.add(order.symbol());
    }
    Change known = byOrder.get(order.id());
    if (known == null) {
      Instant filledAt = order.filledAt();
      Duration age = filledAt == null ? Duration.ZERO : view.age(filledAt);
      byOrder.put(order.id(), new Change(order.symbol(), sale, order.filled(), now.minus(age)));
    } else if (order.filled().compareTo(known.filled()) > 0) {
      byOrder.put(order.id(), new Change(order.symbol(), sale, order.filled(), now));
    }
  }

  /** How long until no symbol without a known opening quantity has a fresh one. */
  Duration unsure(List<Expectation> known, Instant now) {
    return fresh(known, now)
        .map(change -> left(change, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** The symbols that have one. */
  Set<Symbol> unsureSymbols(List<Expectation> known, Instant now) {
    return fresh(known, now).map(Change::symbol).collect(Collectors.toSet());
  }

  private Stream<Change> fresh(List<Expectation> known, Instant now) {
    return byOrder.values().stream()
        .filter(change -> known.stream().noneMatch(e -> e.symbol().equals(change.symbol())))
        .filter(change -> left(change, now).isPositive());
  }

  private Duration left(Change change, Instant now) {
    Duration doubted =
        closing.contains(change.symbol()) ? Openings.LATE : change.sale() ? STALE : Duration.ZERO;
    return doubted.minus(Duration.between(change.at(), now));
  }
}
