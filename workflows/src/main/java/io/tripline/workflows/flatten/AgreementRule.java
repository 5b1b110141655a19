package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.util.List;

/**
 * Whether one reading can be acted on. The broker's endpoints may disagree for about 10 s in either
 * direction, and {@code qty_available} lags (alpacahq/Alpaca-API#276, #111): a stale position that
 * is sold again is how accounts go short.
 */
public final class AgreementRule {
  private AgreementRule() {}

  /** True when positions, executions, open orders and expectations fit together. */
  public static boolean agrees(View view, List<Expectation> expected) {
    return view.behind().isEmpty()
        && expected.stream().allMatch(e -> addsUp(view, e))
        && view.positions().stream().allMatch(p -> releasedOrHeldByAnOrder(view, p));
  }

  /** True when opening quantity and executions give the position that is shown. */
  public static boolean addsUp(View view, Expectation expected) {
    Symbol symbol = expected.symbol();
    return !view.behind().contains(symbol)
        && expected.opening().plus(view.net(symbol)).equals(view.held(symbol));
  }

  private static boolean releasedOrHeldByAnOrder(View view, Position position) {
    if (position.quantity().signum() <= 0
        || position.available().compareTo(position.quantity()) >= 0) {
      return true;
    }
    return view.openOrders().stream().anyMatch(order -> sells(order, position));
  }

  private static boolean sells(Order order, Position position) {
    return order.symbol().equals(position.symbol()) && order.side() == Side.SELL;
  }
}
