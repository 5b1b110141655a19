package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alpaca's objects as ours (fields as recorded in October 2026). A missing amount makes the whole
 * answer unreadable, an unknown enum value becomes UNKNOWN, unknown fields are passed over.
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
      positions.add(position(row));
    }
    return positions;
  }

  static Position position(JsonNode n) throws UnreadableAnswer {
    Quantity quantity = Json.quantity(n, "qty");
    // A short's qty is said to be negative; the side settles it where it is not.
    if ("short".equals(Json.textOrNull(n, "side")) && quantity.signum() > 0) {
      quantity = new Quantity(quantity.amount().negate());
    }
    return new Position(
        Json.symbol(Json.text(n, "symbol")),
        quantity,
        Json.quantity(n, "qty_available"),
        Json.price(n, "avg_entry_price"),
        Json.price(n, "current_price"),
        Json.price(n, "lastday_price"),
        Json.money(n, "market_value"));
  }

  /**
   * Orders and their legs in one flat list; the parent of a multi-leg option order has no symbol.
   */
  static List<Order> orders(JsonNode n) throws UnreadableAnswer {
    Map<String, Order> orders = new LinkedHashMap<>();
    for (JsonNode row : Json.array(n)) {
      collect(row, orders);
    }
    return List.copyOf(orders.values());
  }

  private static void collect(JsonNode row, Map<String, Order> into) throws UnreadableAnswer {
    if (!"mleg".equals(Json.textOrNull(row, "order_class"))) {
      Order order = order(row);
      into.put(order.id(), order);
    }
    JsonNode legs = Json.child(row, "legs");
    if (legs != null) {
      for (JsonNode leg : Json.array(legs)) {
        collect(leg, into);
      }
    }
  }

  static Order order(JsonNode n) throws UnreadableAnswer {
    BigDecimal quantity = Json.decimalOrNull(n, "qty");
    if (quantity == null && Json.decimalOrNull(n, "notional") == null) {
      throw new UnreadableAnswer("qty and notional are missing");
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
        quantity == null ? null : new Quantity(quantity),
        Json.quantity(n, "filled_qty"),
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
      rows.add(new CancelRow(Json.text(row, "id"), Json.decimal(row, "status").intValue()));
    }
    return rows;
  }

  static List<Fill> fills(JsonNode n) throws UnreadableAnswer {
    List<Fill> fills = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      fills.add(
          new Fill(
              Json.text(row, "id"),
              Json.text(row, "order_id"),
              Json.symbol(Json.text(row, "symbol")),
              side(Json.text(row, "side")),
              new Quantity(Json.decimal(row, "qty").abs()),
              Json.price(row, "price"),
              Json.instant(row, "transaction_time")));
    }
    return fills;
  }

  static Money netAmounts(JsonNode n) throws UnreadableAnswer {
    Money sum = Money.ZERO;
    for (JsonNode row : Json.array(n)) {
      sum = sum.plus(Json.money(row, "net_amount"));
    }
    return sum;
  }

  /** Every kind of split in the answer, whatever it is called. */
  static List<String> splits(JsonNode n) throws UnreadableAnswer {
    JsonNode actions = Json.child(n, "corporate_actions");
    if (actions == null) {
      throw new UnreadableAnswer("corporate_actions is missing");
    }
    List<String> splits = new ArrayList<>();
    for (Map.Entry<String, JsonNode> kind : actions.properties()) {
      if (kind.getKey().contains("split")) {
        for (JsonNode row : Json.array(kind.getValue())) {
          splits.add(
              kind.getKey()
                  + " of "
                  + Json.textOrNull(row, "symbol")
                  + " on "
                  + Json.textOrNull(row, "ex_date"));
        }
      }
    }
    return splits;
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

  /** Dates and times of the calendar are New York's, without a zone. */
  static MarketCalendar calendar(JsonNode n) throws UnreadableAnswer {
    List<SessionHours> sessions = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      LocalDate date = Json.dateOrNull(row, "date");
      if (date == null) {
        throw new UnreadableAnswer("date is missing");
      }
      sessions.add(
          new SessionHours(
              new TradingDay(date), newYork(row, "open", date), newYork(row, "close", date)));
    }
    return new MarketCalendar(sessions);
  }

  /** A symbol that the data host does not know is absent. */
  static List<Quote> quotes(JsonNode n) throws UnreadableAnswer {
    JsonNode quotes = Json.child(n, "quotes");
    if (quotes == null) {
      throw new UnreadableAnswer("quotes is missing");
    }
    List<Quote> list = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : quotes.properties()) {
      list.add(quote(Json.symbol(row.getKey()), row.getValue()));
    }
    return list;
  }

  static List<Bar> bars(JsonNode n, Symbol symbol) throws UnreadableAnswer {
    JsonNode bars = Json.child(n, "bars");
    JsonNode rows = bars == null ? null : Json.child(bars, symbol.value());
    List<Bar> list = new ArrayList<>();
    if (rows != null) {
      for (JsonNode row : Json.array(rows)) {
        list.add(bar(symbol, row));
      }
    }
    return list;
  }

  static @Nullable String nextPage(JsonNode n) {
    return Json.textOrNull(n, "next_page_token");
  }

  static SymbolSnapshot snapshot(JsonNode n, Symbol symbol) throws UnreadableAnswer {
    JsonNode trade = Json.child(n, "latestTrade");
    JsonNode quote = Json.child(n, "latestQuote");
    return new SymbolSnapshot(
        symbol,
        trade == null ? null : Json.price(trade, "p"),
        trade == null ? null : Json.instant(trade, "t"),
        quote == null ? null : quote(symbol, quote),
        barOrNull(symbol, n, "minuteBar"),
        barOrNull(symbol, n, "dailyBar"),
        barOrNull(symbol, n, "prevDailyBar"));
  }

  static AccountSettings settings(JsonNode n) throws UnreadableAnswer {
    return new AccountSettings(
        Json.flag(n, "suspend_trade"),
        Json.flag(n, "no_shorting"),
        Json.flag(n, "fractional_trading"),
        Json.text(n, "max_margin_multiplier"));
  }

  private static Quote quote(Symbol symbol, JsonNode n) throws UnreadableAnswer {
    Price bid = Json.priceOrNull(n, "bp");
    Price ask = Json.priceOrNull(n, "ap");
    return new Quote(
        symbol,
        bid == null ? Price.ZERO : bid,
        ask == null ? Price.ZERO : ask,
        Json.instant(n, "t"));
  }

  private static @Nullable Bar barOrNull(Symbol symbol, JsonNode n, String field)
      throws UnreadableAnswer {
    JsonNode bar = Json.child(n, field);
    return bar == null ? null : bar(symbol, bar);
  }

  private static Bar bar(Symbol symbol, JsonNode n) throws UnreadableAnswer {
    BigDecimal volume = Json.decimalOrNull(n, "v");
    return new Bar(
        symbol,
        Json.instant(n, "t"),
        Json.price(n, "o"),
        Json.price(n, "h"),
        Json.price(n, "l"),
        Json.price(n, "c"),
        volume == null ? 0 : volume.longValue());
  }

  private static Instant newYork(JsonNode n, String field, LocalDate date) throws UnreadableAnswer {
    try {
      return date.atTime(LocalTime.parse(Json.text(n, field)))
          .atZone(TradingDay.NEW_YORK)
          .toInstant();
    } catch (DateTimeException e) {
      throw new UnreadableAnswer(field + " is no time of day");
    }
  }

  private static ClientOrderId clientOrderId(String text) throws UnreadableAnswer {
    try {
      return new ClientOrderId(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableAnswer("client_order_id is of an unknown form");
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
        if (value.name().equalsIgnoreCase(text)) {
          return value;
        }
      }
    }
    return unknown;
  }
}
