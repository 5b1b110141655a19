package io.tripline.simulator.exchange;

import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the account has the shares, or the buying power, for an order. */
final class Means {
  /** In a recorded refusal the cost of a limit buy was three dollars above quantity × limit. */
  private static final BigDecimal LIMIT_ORDER_FEE = new BigDecimal("3");

  private final Broker broker;

  Means(Broker broker) {
    this.broker = broker;
  }

  void checkHeld(OrderRequest order) {
    BigDecimal position = broker.ledger().quantity(order.symbol());
    boolean closes = order.side().signed(BigDecimal.ONE).signum() == -position.signum();
    if (!closes) {
      return;
    }
    BigDecimal mark = broker.mark(order.symbol());
    BigDecimal requested =
        order.quantity() != null
            ? order.quantity()
            : Numbers.shares(order.notional() == null ? BigDecimal.ZERO : order.notional(), mark);
    requireAvailable(order.symbol(), requested);
  }

  /** Refuses what open closing orders, or a smaller position, leave no shares for. */
  void requireAvailable(String symbol, BigDecimal requested) {
    BigDecimal held = Figures.held(broker, symbol);
    BigDecimal existing = broker.ledger().quantity(symbol).abs();
    BigDecimal available = existing.subtract(held).max(BigDecimal.ZERO);
    if (requested.compareTo(available) <= 0) {
      return;
    }
    var extra = new LinkedHashMap<String, Object>();
    extra.put("available", Numbers.plain(available));
    extra.put("existing_qty", Numbers.plain(existing));
    extra.put("held_for_orders", Numbers.plain(held));
    extra.put("symbol", symbol);
    List<String> related =
        broker.book().open(symbol).stream()
            .filter(order -> order.terms().positionIntent().endsWith("_to_close"))
            .map(Order::id)
            .toList();
    boolean named = broker.faults().take(Effect.RelatedOrdersMissing.class).isEmpty();
    if (named && !related.isEmpty()) {
      extra.put("related_orders", related);
    }
    throw new Refusal(
        403,
        40310000,
        "insufficient qty available for order (requested: "
            + Numbers.plain(requested)
            + ", available: "
            + Numbers.plain(available)
            + ")",
        extra);
  }

  void checkBuyingPower(OrderRequest order, String intent) {
    if (intent.endsWith("_to_close")) {
      return;
    }
    BigDecimal cost = cost(order);
    BigDecimal buyingPower = Figures.of(broker).buyingPower();
    if (cost.compareTo(buyingPower) > 0) {
      throw new Refusal(
          403,
          40310000,
          "insufficient buying power",
          Map.of("buying_power", Numbers.plain(buyingPower), "cost_basis", Numbers.plain(cost)));
    }
  }

  private BigDecimal cost(OrderRequest order) {
    if (order.notional() != null) {
      return order.notional();
    }
    BigDecimal quantity = order.quantity() == null ? BigDecimal.ZERO : order.quantity();
    if (order.limitPrice() != null) {
      return quantity.multiply(order.limitPrice()).add(LIMIT_ORDER_FEE);
    }
    return quantity.multiply(broker.mark(order.symbol())).multiply(Figures.MARKET_ORDER_MARKUP);
  }
}
