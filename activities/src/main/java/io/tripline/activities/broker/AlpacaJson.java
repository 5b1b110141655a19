package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alpaca's objects as ours (fields as recorded in October 2026). Unknown fields are passed over, an
 * unknown status or type becomes UNKNOWN, which never counts as good. What money or exposure hang
 * on is strict: an amount that is missing, garbled, absurd or of the wrong sign, a side that is
 * none, or rows that contradict each other make the whole answer unreadable.
 */
final class AlpacaJson {
  private AlpacaJson() {}

  static Account account(JsonNode n) throws UnreadableAnswer {
    return new Account(
        Json.text(n, "id"),
        Json.text(n, "status"),
        Json.money(n, "cash"),
        Json.money(n, "equity"),
        Json.money(n, "last_equity"),
        Json.dateOrNull(n, "balance_asof"),
        Json.money(n, "intraday_adjustments"),
        Json.money(n, "buying_power"),
        Json.flag(n, "trading_blocked"),
        Json.flag(n, "account_blocked"),
        Json.flag(n, "trade_suspended_by_user"));
  }

  static List<Position> positions(JsonNode n) throws UnreadableAnswer {
    List<Position> positions = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      Position position = position(row);
      if (positions.stream().anyMatch(p -> p.symbol().equals(position.symbol()))) {
        throw new UnreadableAnswer("two positions in one symbol");
      }
      positions.add(position);
    }
    return positions;
  }

  static Position position(JsonNode n) throws UnreadableAnswer {
    Quantity quantity = signed(Json.quantity(n, "qty"), Json.textOrNull(n, "side"));
    Symbol symbol = Json.symbol(Json.text(n, "symbol"));
    // What is not traded any more may have no mark; it must not hide what else is held.
    Price mark = saysNone(n, "current_price") ? Price.ZERO : Json.price(n, "current_price");
    Money marketValue =
        saysNone(n, "market_value")
            ? new Money(symbol.worth(quantity.amount(), mark.amount()))
            : Json.money(n, "market_value");
    if (quantity.signum() == 0 && marketValue.signum() != 0) {
      throw new UnreadableAnswer("qty is 0 and market_value is not");
    }
    return new Position(
        symbol,
        quantity,
        // Where the broker does not say, it refuses what is too much.
        saysNone(n, "qty_available") ? quantity : Json.quantity(n, "qty_available"),
        Json.price(n, "avg_entry_price"),
        mark,
        saysNone(n, "lastday_price") ? Price.ZERO : Json.price(n, "lastday_price"),
        marketValue);
  }

  /** True where the field is there and says null, which is not the same as a field that is gone. */
  private static boolean saysNone(JsonNode n, String field) {
    JsonNode value = n.get(field);
    return value != null && value.isNull();
  }

  /** A short's qty is said to be negative; the side settles it where it is not. */
  private static Quantity signed(Quantity quantity, @Nullable String side) throws UnreadableAnswer {
    boolean isShort = "short".equals(side);
    if (quantity.signum() > 0 && isShort) {
      return new Quantity(quantity.amount().negate());
    }
    if (quantity.signum() < 0 && "long".equals(side)) {
      throw new UnreadableAnswer("qty is negative and the side is long");
    }
    if (quantity.signum() > 0 && !"long".equals(side)) {
      throw new UnreadableAnswer("side is neither long nor short");
    }
    return quantity;
  }

  /**
   * Orders and their legs in one flat list; the parent of a multi-leg option order has no symbol.
   */
  static List<Order> orders(JsonNode n) throws UnreadableAnswer {
    Map<String, Order> orders = new LinkedHashMap<>();
    for (JsonNode row : Json.array(n)) {
      collect(row, false, orders);
    }
    return List.copyOf(orders.values());
  }

  private static void collect(JsonNode row, boolean leg, Map<String, Order> into)
      throws UnreadableAnswer {
    JsonNode legs = Json.child(row, "legs");
    // A leg of it says the same class, and is an order as every other.
    if (leg || !"mleg".equals(Json.textOrNull(row, "order_class"))) {
      Order order = order(row);
      Order other = into.put(order.id(), order);
      if (other != null && !other.equals(order)) {
        throw new UnreadableAnswer("two different orders under one id");
      }
    } else if (legs == null || legs.isEmpty()) {
      throw new UnreadableAnswer("legs of a multi-leg order are missing");
    }
    if (legs != null) {
      for (JsonNode each : Json.array(legs)) {
        collect(each, true, into);
      }
    }
  }

  static Order order(JsonNode n) throws UnreadableAnswer {
    Quantity quantity = Json.quantityOrNull(n, "qty");
    Quantity filled = Json.quantity(n, "filled_qty");
    BigDecimal size = quantity == null ? Json.decimal(n, "notional") : quantity.amount();
    if (size.signum() <= 0) {
      throw new UnreadableAnswer("qty and notional are not above 0");
    }
    if (filled.signum() < 0 || (quantity != null && filled.compareTo(quantity) > 0)) {
      throw new UnreadableAnswer("filled_qty is not within 0 and qty");
    }
    String type = Json.textOrNull(n, "type");
    return new Order(
        Json.text(n, "id"),
        clientOrderId(Json.text(n, "client_order_id")),
        Json.symbol(Json.text(n, "symbol")),
        side(Json.text(n, "side")),
        enumOr(
            OrderType.class,
            type == null ? Json.textOrNull(n, "order_type") : type,
            OrderType.UNKNOWN),
        enumOr(OrderStatus.class, Json.text(n, "status"), OrderStatus.UNKNOWN),
        quantity,
        filled,
        Json.priceOrNull(n, "filled_avg_price"),
        Json.priceOrNull(n, "limit_price"),
        Json.priceOrNull(n, "stop_price"),
        Json.instant(n, "submitted_at"),
        Json.instantOrNull(n, "filled_at"),
        Json.textOrNull(n, "replaced_by"));
  }

  static ObjectNode newOrder(NewOrder order) {
    ObjectNode n = JsonNodeFactory.instance.objectNode();
    n.put("symbol", order.symbol().value());
    n.put("side", order.positionIntent().side().name().toLowerCase(Locale.ROOT));
    n.put("qty", order.quantity().text());
    n.put("type", order.limit() == null ? "market" : "limit");
    n.put("time_in_force", order.timeInForce().name().toLowerCase(Locale.ROOT));
    if (order.limit() != null) {
      n.put("limit_price", order.limit().text());
    }
    if (order.extendedHours()) {
      n.put("extended_hours", true);
    }
    n.put("client_order_id", order.clientOrderId().value());
    n.put("position_intent", order.positionIntent().name().toLowerCase(Locale.ROOT));
    return n;
  }

  static List<CancelRow> cancelRows(JsonNode n) throws UnreadableAnswer {
    List<CancelRow> rows = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      BigDecimal status = Json.decimal(row, "status");
      if (status.compareTo(BigDecimal.valueOf(100)) < 0
          || status.compareTo(BigDecimal.valueOf(599)) > 0) {
        throw new UnreadableAnswer("status is no HTTP status");
      }
      rows.add(new CancelRow(Json.text(row, "id"), status.intValue()));
    }
    return rows;
  }

  static List<Fill> fills(JsonNode n) throws UnreadableAnswer {
    List<Fill> fills = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      fills.add(fill(row));
    }
    return fills;
  }

  private static Fill fill(JsonNode row) throws UnreadableAnswer {
    Quantity quantity = Json.quantity(row, "qty");
    Price price = Json.price(row, "price");
    if (quantity.signum() <= 0 || price.signum() == 0) {
      throw new UnreadableAnswer("qty or price of an execution is not above 0");
    }
    return new Fill(
        Json.text(row, "id"),
        Json.text(row, "order_id"),
        Json.symbol(Json.text(row, "symbol")),
        side(Json.text(row, "side")),
        quantity,
        price,
        Json.instant(row, "transaction_time"));
  }

  /** The sum of one page; a full page may not be all there is. */
  static Money netAmounts(JsonNode n) throws UnreadableAnswer {
    if (n.size() >= AlpacaUrls.ACTIVITIES_PER_PAGE) {
      throw new UnreadableAnswer("the list may go on");
    }
    Money sum = Money.ZERO;
    for (JsonNode row : Json.array(n)) {
      sum = sum.plus(Json.money(row, "net_amount"));
    }
    return sum;
  }

  static MarketClock clock(JsonNode n, @Nullable String rate) throws UnreadableAnswer {
    return new MarketClock(
        Json.instant(n, "timestamp"),
        Json.flag(n, "is_open"),
        Json.instant(n, "next_open"),
        Json.instant(n, "next_close"),
        rate(rate));
  }

  /** Market seconds per wall second, as a simulator says in a header; 1 at a real broker. */
  private static double rate(@Nullable String text) throws UnreadableAnswer {
    try {
      double rate = text == null ? 1 : Double.parseDouble(text);
      if (!(rate >= 0) || Double.isInfinite(rate)) {
        throw new UnreadableAnswer("the clock's rate is out of range");
      }
      return rate;
    } catch (NumberFormatException e) {
      throw new UnreadableAnswer("the clock's rate is no number");
    }
  }

  static AccountSettings settings(JsonNode n) throws UnreadableAnswer {
    return new AccountSettings(
        Json.flag(n, "suspend_trade"),
        Json.flag(n, "no_shorting"),
        Json.flag(n, "fractional_trading"),
        Json.text(n, "max_margin_multiplier"));
  }

  /** What is to be set; a flag that stays as it is has no part. */
  static ObjectNode flags(FlagsChange change) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (change.noShorting() != null) {
      body.put("no_shorting", change.noShorting());
    }
    if (change.maxMarginMultiplier() != null) {
      body.put("max_margin_multiplier", change.maxMarginMultiplier());
    }
    if (change.suspendTrade() != null) {
      body.put("suspend_trade", change.suspendTrade());
    }
    return body;
  }

  private static ClientOrderId clientOrderId(String text) throws UnreadableAnswer {
    try {
      return new ClientOrderId(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableAnswer("client_order_id is empty, too long or not printable");
    }
  }

  private static Side side(String text) throws UnreadableAnswer {
    return switch (text) {
      case "buy" -> Side.BUY;
      case "sell", "sell_short" -> Side.SELL;
      default -> throw new UnreadableAnswer("side is neither buy nor sell");
    };
  }

  private static <E extends Enum<E>> E enumOr(Class<E> type, @Nullable String text, E unknown) {
    if (text != null) {
      for (E value : type.getEnumConstants()) {
        // Exactly: folding cases also folds letters of other alphabets.
        if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
          return value;
        }
      }
    }
    return unknown;
  }
}
