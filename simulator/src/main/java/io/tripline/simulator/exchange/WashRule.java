package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderStatus;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses an order that could trade with an open one of the same account (Alpaca's "User
 * Protection"): always where one of the two has no limit, else where the limits meet. Brackets, OCO
 * and trailing stops are exempt.
 */
final class WashRule {
  private WashRule() {}

  static void check(OrderRequest order, List<Order> open) {
    if (isExempt(order.orderClass(), order.type())) {
      return;
    }
    for (Order existing : open) {
      boolean opposite = existing.side() != order.side();
      boolean counts =
          existing.status() != OrderStatus.HELD
              && !isExempt(existing.terms().orderClass(), existing.terms().type());
      if (opposite && counts) {
        checkPair(order, existing);
      }
    }
  }

  private static void checkPair(OrderRequest order, Order existing) {
    BigDecimal own = order.limitPrice();
    BigDecimal other = existing.terms().limitPrice();
    if (own == null || other == null) {
      throw washTrade(existing, "opposite side market/stop order exists", Map.of());
    }
    BigDecimal buy = order.side() == Side.BUY ? own : other;
    BigDecimal sell = order.side() == Side.BUY ? other : own;
    if (buy.compareTo(sell) >= 0) {
      String reason =
          order.side() == Side.BUY
              ? "sell order exists, buy limit price should be less than existing sell limit price"
              : "buy order exists, sell limit price should be greater than existing buy limit"
                  + " price";
      throw washTrade(
          existing,
          reason,
          Map.of("buy_limit_price", buy.toPlainString(), "sell_limit_price", sell.toPlainString()));
    }
  }

  private static Refusal washTrade(Order existing, String reason, Map<String, String> prices) {
    var extra = new LinkedHashMap<String, Object>(prices);
    extra.put("existing_order_id", existing.id());
    extra.put("reject_reason", reason);
    return new Refusal(403, 40310000, "potential wash trade detected. use complex orders", extra);
  }

  private static boolean isExempt(OrderClass orderClass, OrderType type) {
    return orderClass == OrderClass.BRACKET
        || orderClass == OrderClass.OCO
        || type == OrderType.TRAILING_STOP;
  }
}
