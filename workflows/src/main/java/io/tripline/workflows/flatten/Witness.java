package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What single orders are known to have filled since a flatten began to count. A look-up of an order
 * is fresher than the lists of positions and executions, so a list that shows less is stale. Only
 * for workflow threads.
 */
final class Witness {
  /**
   * One order.
   *
   * @param before what it had filled before the count began, as far as known
   * @param filled what it was last seen to have filled
   */
  record Seen(String orderId, Symbol symbol, Side side, Quantity before, Quantity filled) {}

  private final Map<String, Seen> byOrder = new LinkedHashMap<>();

  void carry(List<Seen> seen) {
    seen.forEach(s -> byOrder.put(s.orderId(), s));
  }

  List<Seen> all() {
    return List.copyOf(byOrder.values());
  }

  /** Takes what the broker showed of an order; {@code since} as in {@link View#since}. */
  void note(Order order, @Nullable Instant since) {
    Seen known = byOrder.get(order.id());
    boolean older = since == null || order.submittedAt().isBefore(since);
    Quantity before = older ? order.filled() : Quantity.ZERO;
    Quantity filled = order.filled();
    if (known != null) {
      before = known.before();
      filled = known.filled().compareTo(filled) > 0 ? known.filled() : filled;
    }
    byOrder.put(order.id(), new Seen(order.id(), order.symbol(), order.side(), before, filled));
  }

  /** What has to be listed among the executions. */
  List<KnownFill> known() {
    return byOrder.values().stream()
        .filter(s -> s.filled().compareTo(s.before()) > 0)
        .map(s -> new KnownFill(s.orderId(), s.symbol(), s.filled().minus(s.before())))
        .toList();
  }
}
