package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import java.util.List;

/** Which open orders a flatten cancels, given the positions that were read with them. */
public final class ExposureRule {
  private ExposureRule() {}

  /** True when the order could open or enlarge a position of either sign. */
  public static boolean couldRaise(Order order, Quantity held) {
    return switch (order.side()) {
      case BUY -> held.signum() >= 0;
      case SELL -> held.signum() <= 0;
    };
  }

  /** True for a live closing order, ours or one sent by hand, that must not be doubled. */
  public static boolean closes(Order order, Quantity held) {
    return order.side() == Side.SELL
        && held.signum() > 0
        && order.clientOrderId().value().startsWith(ClosingOrder.PREFIX);
  }

  /**
   * The open orders to cancel, buys first: an opposite order that rests makes the broker refuse the
   * close as a wash trade. A closing order is adopted unless it is among {@code own}.
   */
  public static List<Order> toCancel(View view, FlattenSteps.Which which, List<ClientOrderId> own) {
    return view.openOrders().stream()
        .filter(order -> own.contains(order.clientOrderId()) || cancels(order, view, which))
        .sorted(java.util.Comparator.comparing(Order::side))
        .toList();
  }

  private static boolean cancels(Order order, View view, FlattenSteps.Which which) {
    Quantity held = view.held(order.symbol());
    return switch (which) {
      case ALL -> !closes(order, held);
      case RAISING -> couldRaise(order, held);
    };
  }
}
