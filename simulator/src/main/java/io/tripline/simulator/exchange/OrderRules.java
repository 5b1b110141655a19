package io.tripline.simulator.exchange;

import static io.tripline.simulator.order.Refusal.forbidden;
import static io.tripline.simulator.order.Refusal.invalid;
import static io.tripline.simulator.order.Refusal.unprocessable;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.Refusal;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** What Alpaca checks before it takes an order; each refusal leaves no trace of the order. */
final class OrderRules {
  private static final int LONGEST_CLIENT_ORDER_ID = 128;
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final LocalTime OPG_SHUT_FROM = LocalTime.of(9, 28);
  private static final LocalTime CLS_SHUT_FROM = LocalTime.of(15, 50);
  private static final LocalTime AUCTIONS_OPEN_AGAIN = LocalTime.of(19, 0);

  private final Broker broker;
  private final Means means;

  OrderRules(Broker broker) {
    this.broker = broker;
    this.means = new Means(broker);
  }

  Means means() {
    return means;
  }

  void checkAccount() {
    if (broker.configuration().suspendTrade()) {
      throw forbidden("new orders are rejected by user request");
    }
    if (broker.flags().tradingBlocked() || broker.flags().accountBlocked()) {
      throw forbidden("account is not authorized to trade");
    }
    if (broker.flags().patternDayTrader()) {
      throw new Refusal(403, 40310100, "trade denied due to pattern day trading protection");
    }
  }

  void check(OrderRequest order) {
    checkForm(order);
    checkClientOrderId(order.clientOrderId());
    if (!broker.tape().knows(order.symbol())) {
      throw unprocessable("asset \"" + order.symbol() + "\" not found");
    }
    checkAsset(order);
    checkTimeInForce(order);
    checkFraction(order);
    checkClass(order);
    checkPositionIntent(order);
    WashRule.check(order, broker.book().open(order.symbol()));
    means.checkHeld(order);
    means.checkBuyingPower(order, inferredIntent(order.symbol(), order.side()));
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

  private void checkAsset(OrderRequest order) {
    AssetTerms asset = broker.asset(order.symbol());
    if (!asset.tradable()) {
      throw unprocessable("asset \"" + order.symbol() + "\" is not tradable");
    }
    if (order.isFractional() && !asset.fractionable()) {
      throw forbidden("asset \"" + order.symbol() + "\" is not fractionable");
    }
    if (order.limitPrice() == null && broker.faults().isOn(Effect.NoQuote.class)) {
      throw forbidden("no available quote");
    }
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
    if (order.orderClass() == OrderClass.SIMPLE) {
      return;
    }
    boolean dayOrGtc =
        order.timeInForce() == TimeInForce.DAY || order.timeInForce() == TimeInForce.GTC;
    if (!dayOrGtc || order.extendedHours()) {
      throw unprocessable(
          order.orderClass().code() + " orders must be DAY or GTC orders in regular hours");
    }
    if (order.stopLossStop() != null) {
      checkDistance(order, "stop_loss.stop_price", order.stopLossStop(), true);
    }
    if (order.takeProfitLimit() != null && order.orderClass() != OrderClass.OCO) {
      checkDistance(order, "take_profit.limit_price", order.takeProfitLimit(), false);
    }
  }

  private void checkDistance(OrderRequest order, String name, BigDecimal leg, boolean stop) {
    BigDecimal base = order.limitPrice() != null ? order.limitPrice() : broker.mark(order.symbol());
    boolean exit = order.orderClass() == OrderClass.OCO;
    boolean protectsLong = (order.side() == Side.BUY) != exit;
    boolean below = protectsLong == stop;
    BigDecimal distance = below ? base.subtract(leg) : leg.subtract(base);
    if (distance.compareTo(CENT) < 0) {
      throw unprocessable(
          name + (below ? " must be <= base_price - 0.01" : " must be >= base_price + 0.01"));
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
    if (opensShort && !broker.asset(order.symbol()).shortable()) {
      throw unprocessable("asset \"" + order.symbol() + "\" cannot be sold short");
    }
    if (broker.flags().liquidationOnly() && inferred.endsWith("_to_open")) {
      throw forbidden("account is restricted to liquidation only");
    }
  }
}
