package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import java.util.List;
import java.util.Optional;

/**
 * Whether one reading can be acted on. The broker's endpoints may disagree for about 10 s in either
 * direction, and {@code qty_available} lags (alpacahq/Alpaca-API#276, #111): a stale position that
 * is sold again is how accounts go short.
 */
public final class AgreementRule {
  private AgreementRule() {}

  /** True when positions, executions, open orders and expectations fit together. */
  public static boolean agrees(View view, List<Expectation> expected) {
    return expected.stream().allMatch(e -> addsUp(view, e))
        && view.positions().stream().allMatch(p -> releasedOrHeldByAnOrder(view, p));
  }

  /** True when opening quantity and executions give the position that is shown. */
  public static boolean addsUp(View view, Expectation expected) {
    Quantity opening = expected.opening();
    if (!showsAtLeast(view, expected)) {
      return false;
    }
    return opening == null
        || opening.plus(view.net(expected.symbol())).equals(view.held(expected.symbol()));
  }

  /** True when no execution is missing that a single order is known to have had. */
  public static boolean showsAtLeast(View view, Expectation expected) {
    Optional<SymbolFills> fills = view.fillsOf(expected.symbol());
    Quantity bought = fills.map(SymbolFills::bought).orElse(Quantity.ZERO);
    Quantity sold = fills.map(SymbolFills::sold).orElse(Quantity.ZERO);
    return bought.compareTo(expected.boughtAtLeast()) >= 0
        && sold.compareTo(expected.soldAtLeast()) >= 0;
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
