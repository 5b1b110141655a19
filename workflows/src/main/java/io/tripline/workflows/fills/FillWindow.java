package io.tripline.workflows.fills;

import io.tripline.workflows.broker.ClientOrderId;
import java.util.ArrayList;
import java.util.List;

/**
 * The last orders of an account, oldest first. Immutable; the guard carries it through every
 * continue-as-new.
 *
 * @param orders at most {@link #KEPT}
 */
public record FillWindow(List<OrderEnd> orders) {
  /** Two weeks of one or two orders a day: enough for a share, short enough to forget. */
  public static final int KEPT = 20;

  /** Nothing was traded yet. */
  public static final FillWindow EMPTY = new FillWindow(List.of());

  /** Copies the orders. */
  public FillWindow {
    orders = orders == null ? List.of() : List.copyOf(orders);
  }

  /** True when this order is in it. */
  public boolean knows(ClientOrderId order) {
    return orders.stream().anyMatch(each -> each.order().equals(order));
  }

  /** With one more order; the same when it is known. */
  public FillWindow with(OrderEnd end) {
    if (knows(end.order())) {
      return this;
    }
    List<OrderEnd> all = new ArrayList<>(orders);
    all.add(end);
    return new FillWindow(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }
}
