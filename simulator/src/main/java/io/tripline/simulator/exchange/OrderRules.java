package io.tripline.simulator.exchange;

import static io.tripline.simulator.order.Refusal.forbidden;
import static io.tripline.simulator.order.Refusal.invalid;
import static io.tripline.simulator.order.Refusal.unprocessable;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderStatus;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.Refusal;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Alpaca checks before it takes an order; each refusal leaves no trace of the order. */
final class OrderRules {
  private static final int LONGEST_CLIENT_ORDER_ID = 128;
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal LIMIT_ORDER_FEE = new BigDecimal("3");
  private static final LocalTime OPG_SHUT_FROM = LocalTime.of(9, 28);
  private static final LocalTime CLS_SHUT_FROM = LocalTime.of(15, 50);
  private static final LocalTime AUCTIONS_OPEN_AGAIN = LocalTime.of(19, 0);

  private final Broker broker;

  OrderRules(Broker broker) {
    this.broker = broker;
  }

  void checkAccount() {
    if (broker.configuration().suspendTrade()) {
      throw forbidden("new orders are rejected by user request");
    }
    if (broker.flags().tradingBlocked() || broker.flags().accountBlocked()) {
      throw forbidden("account is not authorized to trade");
    }
  }

  void check(OrderRequest order) {
    checkForm(order);
    checkClientOrderId(order.clientOrderId());
    if (!broker.tape().knows(order.symbol())) {
      throw unprocessable("asset \"" + order.symbol() + "\" not found");
    }
    checkTimeInForce(order);
    checkFraction(order);
    checkClass(order);
    checkPositionIntent(order);
    checkWashTrade(order);
    checkQuantityHeld(order);
    checkBuyingPower(order);
  }

  void checkClientOrderId(@Nullable String clientOrderId) {
    if (clientOrderId == null) {
      return;
    }
    if (clientOrderId.length() > LONGEST_CLIENT_ORDER_ID) {
      throw invalid("client_order_id must be no more than 128 characters");
    }
    broker
        .book()
        .findByClientOrderId(clientOrderId)
        .ifPresent(spent -> {
          // Alpaca answers with two codes: one while the first order rests, one for good.
          String message = "client_order_id must be unique";
          throw spent.isOpen() ? unprocessable(message) : invalid(message);
        });
  }

  static void checkPrice(String name, @Nullable BigDecimal price) {
    if (price == null) {
      return;
    }
    if (price.signum() <= 0) {
      throw invalid(name + " must be > 0");
    }
    int decimals = price.compareTo(BigDecimal.ONE) >= 0 ? 2 : 4;
    if (price.stripTrailingZeros().scale() > decimals) {
      throw unprocessable(
          "invalid "
              + name
              + " "
              + price.toPlainString()
              + ". sub-penny increment does not fulfill minimum pricing criteria");
    }
  }

  private static void checkForm(OrderRequest order) {
    if ((order.quantity() == null) == (order.notional() == null)) {
      throw invalid(
          order.quantity() == null
              ? "qty or notional is required"
              : "only one of qty or notional is accepted");
    }
    if (order.quantity() != null && order.quantity().signum() <= 0) {
      throw invalid("qty must be > 0");
    }
    if (order.notional() != null && order.notional().compareTo(BigDecimal.ONE) < 0) {
      throw invalid("notional must be >= 1.00");
    }
    OrderType type = order.type();
    if (type.hasLimit() && order.limitPrice() == null) {
      throw invalid("limit orders require a limit price");
    }
    if (type.hasStop() && order.stopPrice() == null) {
      throw invalid("stop orders require a stop price");
    }
    if (type == OrderType.MARKET && (order.limitPrice() != null || order.stopPrice() != null)) {
      throw invalid("market orders require no stop or limit price");
    }
    if (type == OrderType.TRAILING_STOP
        && (order.trailPrice() == null) == (order.trailPercent() == null)) {
      throw invalid("trailing stop orders must specify one of trail_price or trail_percent");
    }
    checkPrice("limit_price", order.limitPrice());
    checkPrice("stop_price", order.stopPrice());
    checkPrice("take_profit.limit_price", order.takeProfitLimit());
    checkPrice("stop_loss.stop_price", order.stopLossStop());
    checkPrice("stop_loss.limit_price", order.stopLossLimit());
  }

  private void checkTimeInForce(OrderRequest order) {
    TimeInForce inForce = order.timeInForce();
    boolean dayOrGtc = inForce == TimeInForce.DAY || inForce == TimeInForce.GTC;
    if (order.extendedHours() && (order.type() != OrderType.LIMIT || !dayOrGtc)) {
      throw unprocessable("extended hours order must be DAY or GTC limit orders");
    }
    LocalTime time = broker.now().atZone(MarketDay.NEW_YORK).toLocalTime();
    if (inForce == TimeInForce.OPG && isWithin(time, OPG_SHUT_FROM)) {
      throw forbidden("opg orders are rejected between 9:28am and 7:00pm ET");
    }
    if (inForce == TimeInForce.CLS && isWithin(time, CLS_SHUT_FROM)) {
      throw forbidden("cls orders are rejected between 3:50pm and 7:00pm ET");
    }
  }

  private static boolean isWithin(LocalTime time, LocalTime from) {
    return !time.isBefore(from) && time.isBefore(AUCTIONS_OPEN_AGAIN);
  }

  private void checkFraction(OrderRequest order) {
    if (!order.isFractional()) {
      return;
    }
    if (!broker.configuration().fractionalTrading()) {
      throw forbidden("fractional trading is disabled for this account");
    }
    if (order.timeInForce() != TimeInForce.DAY) {
      throw unprocessable("fractional orders must be DAY orders");
    }
    if (order.orderClass() != OrderClass.SIMPLE) {
      throw unprocessable("fractional orders must be simple orders");
    }
    if (order.type() == OrderType.TRAILING_STOP) {
      throw unprocessable("fractional orders must be market, limit, stop or stop_limit orders");
    }
    if (order.quantity() != null && order.quantity().stripTrailingZeros().scale() > 9) {
      throw invalid("qty must have no more than 9 decimal places");
    }
    if (order.side() == Side.SELL && broker.ledger().quantity(order.symbol()).signum() <= 0) {
      throw unprocessable("fractional orders cannot be sold short");
    }
  }

  private void checkClass(OrderRequest order) {
    switch (order.orderClass()) {
      case SIMPLE -> {}
      case BRACKET -> {
        if (order.takeProfitLimit() == null || order.stopLossStop() == null) {
          throw invalid("bracket orders require take_profit.limit_price and stop_loss.stop_price");
        }
      }
      case OCO -> {
        if (order.type() != OrderType.LIMIT || order.stopLossStop() == null) {
          throw invalid("oco orders require a limit price and stop_loss.stop_price");
        }
      }
      case OTO -> {
        if ((order.takeProfitLimit() == null) == (order.stopLossStop() == null)) {
          throw invalid("oto orders require either take_profit or stop_loss");
        }
      }
    }
    if (order.orderClass() != OrderClass.SIMPLE && order.stopLossStop() != null) {
      checkStopDistance(order, order.stopLossStop());
    }
  }

  private void checkStopDistance(OrderRequest order, BigDecimal stop) {
    BigDecimal base = order.limitPrice() != null ? order.limitPrice() : broker.mark(order.symbol());
    boolean exit = order.orderClass() == OrderClass.OCO;
    boolean protectsLong = (order.side() == Side.BUY) != exit;
    BigDecimal distance = protectsLong ? base.subtract(stop) : stop.subtract(base);
    if (distance.compareTo(CENT) < 0) {
      throw unprocessable(
          protectsLong
              ? "stop_loss.stop_price must be <= base_price - 0.01"
              : "stop_loss.stop_price must be >= base_price + 0.01");
    }
  }

  String inferredIntent(String symbol, Side side) {
    int held = broker.ledger().quantity(symbol).signum();
    return switch (side) {
      case BUY -> held < 0 ? "buy_to_close" : "buy_to_open";
      case SELL -> held > 0 ? "sell_to_close" : "sell_to_open";
    };
  }

  private void checkPositionIntent(OrderRequest order) {
    String inferred = inferredIntent(order.symbol(), order.side());
    String specified = order.positionIntent();
    if (specified != null && !specified.equals(inferred)) {
      throw unprocessable(
          "position intent mismatch, inferred: " + inferred + ", specified: " + specified);
    }
    if (order.orderClass() == OrderClass.OCO && !inferred.endsWith("_to_close")) {
      throw unprocessable("oco orders must be exit orders");
    }
    boolean opensShort = inferred.equals("sell_to_open");
    if (opensShort && broker.configuration().noShorting()) {
      throw forbidden("account is not allowed to short");
    }
  }

  private void checkWashTrade(OrderRequest order) {
    if (isExempt(order.orderClass(), order.type())) {
      return;
    }
    for (Order existing : broker.book().open(order.symbol())) {
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

  private void checkQuantityHeld(OrderRequest order) {
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
    if (!related.isEmpty()) {
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

  private void checkBuyingPower(OrderRequest order) {
    if (inferredIntent(order.symbol(), order.side()).endsWith("_to_close")) {
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
