package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Alpaca says of the market as ours: calendar, quotes, bars, splits. Strict and tolerant like
 * {@link AlpacaJson}.
 */
final class MarketJson {
  private static final BigDecimal MOST_VOLUME = BigDecimal.TEN.pow(15);

  /** Alpaca shows sizes of quotes in these. */
  private static final BigDecimal ROUND_LOT = new BigDecimal("100");

  private static final double MOST_LOTS = 1e10;

  private MarketJson() {}

  /** Every kind of split in the answer, whatever it is called. */
  static List<String> splits(JsonNode n) throws UnreadableAnswer {
    JsonNode actions = Json.child(n, "corporate_actions");
    if (actions == null || !actions.isObject()) {
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

  /** Dates and times of the calendar are New York's, without a zone. */
  static MarketCalendar calendar(JsonNode n) throws UnreadableAnswer {
    List<SessionHours> sessions = new ArrayList<>();
    for (JsonNode row : Json.array(n)) {
      LocalDate date = Json.dateOrNull(row, "date");
      if (date == null) {
        throw new UnreadableAnswer("date is missing");
      }
      Instant open = newYork(row, "open", date);
      Instant close = newYork(row, "close", date);
      if (!close.isAfter(open) || sessions.stream().anyMatch(s -> s.day().date().equals(date))) {
        throw new UnreadableAnswer("date " + date + " contradicts itself");
      }
      sessions.add(new SessionHours(new TradingDay(date), open, close));
    }
    return new MarketCalendar(sessions);
  }

  /** A symbol that the data host does not know is absent. */
  static List<Quote> quotes(JsonNode n) throws UnreadableAnswer {
    JsonNode quotes = Json.child(n, "quotes");
    if (quotes == null || !quotes.isObject()) {
      throw new UnreadableAnswer("quotes is missing");
    }
    List<Quote> list = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : quotes.properties()) {
      list.add(quote(Json.symbol(row.getKey()), row.getValue()));
    }
    return list;
  }

  static List<Bar> bars(JsonNode n, Symbol symbol) throws UnreadableAnswer {
    if (!n.has("bars")) {
      throw new UnreadableAnswer("bars is missing");
    }
    JsonNode bars = Json.child(n, "bars");
    if (bars != null && !bars.isObject()) {
      throw new UnreadableAnswer("bars is no object");
    }
    JsonNode rows = bars == null ? null : Json.child(bars, symbol.value());
    List<Bar> list = new ArrayList<>();
    if (rows != null) {
      for (JsonNode row : Json.array(rows)) {
        list.add(bar(symbol, row));
      }
    }
    return list;
  }

  static @Nullable String nextPage(JsonNode n) throws UnreadableAnswer {
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

  static Quote quote(Symbol symbol, JsonNode n) throws UnreadableAnswer {
    // A side that is 0 is no side; one that is missing is not known to be none.
    return new Quote(
        symbol,
        Json.price(n, "bp"),
        Json.price(n, "ap"),
        Json.instant(n, "t"),
        shares(n, "bs"),
        shares(n, "as"));
  }

  /** Sizes come in round lots; where one is missing or absurd the quote is good without it. */
  private static @Nullable Quantity shares(JsonNode n, String field) {
    JsonNode lots = n.get(field);
    return lots != null && lots.isNumber() && lots.asDouble() >= 0 && lots.asDouble() <= MOST_LOTS
        ? new Quantity(lots.decimalValue().multiply(ROUND_LOT))
        : null;
  }

  private static @Nullable Bar barOrNull(Symbol symbol, JsonNode n, String field)
      throws UnreadableAnswer {
    JsonNode bar = Json.child(n, field);
    return bar == null ? null : bar(symbol, bar);
  }

  private static Bar bar(Symbol symbol, JsonNode n) throws UnreadableAnswer {
    BigDecimal volume = Json.decimal(n, "v");
    if (volume.signum() < 0 || volume.compareTo(MOST_VOLUME) > 0) {
      throw new UnreadableAnswer("v is out of range");
    }
    return new Bar(
        symbol,
        Json.instant(n, "t"),
        Json.price(n, "o"),
        Json.price(n, "h"),
        Json.price(n, "l"),
        Json.price(n, "c"),
        volume.longValue());
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
}
