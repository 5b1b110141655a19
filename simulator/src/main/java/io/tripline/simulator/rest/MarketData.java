package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.Timeframe;
import io.tripline.simulator.order.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v2/stocks}: quotes, trades, bars and snapshots. Prices are JSON numbers here. */
public final class MarketData {
  private static final int USUAL_BARS = 1000;
  private static final int MOST_BARS = 10_000;

  private final Broker broker;

  /** Data of that broker's market. */
  public MarketData(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    addLatest(router, "quotes", "quote", this::quote);
    addLatest(router, "trades", "trade", this::trade);
    addLatest(router, "bars", "bar", this::minuteBar);
    router.add("GET", "/v1/corporate-actions", call -> Reply.ok(noCorporateActions()));
    router.add("GET", "/v2/stocks/snapshots", this::snapshots);
    router.add("GET", "/v2/stocks/bars", this::barsOfMany);
    router.add("GET", "/v2/stocks/{symbol}/snapshot", this::snapshotOfOne);
    router.add("GET", "/v2/stocks/{symbol}/bars", this::barsOfOne);
  }

  /** Nothing splits and nothing pays here; the empty form is the broker's own. */
  private static ObjectNode noCorporateActions() {
    ObjectNode answer = Json.object();
    answer.putObject("corporate_actions");
    answer.putNull("next_page_token");
    return answer;
  }

  private void addLatest(
      Router router, String plural, String singular, Function<String, @Nullable ObjectNode> read) {
    router.add(
        "GET",
        "/v2/stocks/" + plural + "/latest",
        call -> {
          ObjectNode answer = Json.object();
          ObjectNode rows = answer.putObject(plural);
          for (String symbol : known(call.symbols())) {
            rows.set(symbol, read.apply(symbol));
          }
          return Reply.ok(answer);
        });
    router.add(
        "GET",
        "/v2/stocks/{symbol}/" + plural + "/latest",
        call -> {
          String symbol = symbol(call);
          ObjectNode answer = Json.object();
          answer.put("symbol", symbol);
          answer.set(singular, read.apply(symbol));
          return Reply.ok(answer);
        });
  }

  private Reply snapshots(Call call) {
    ObjectNode answer = Json.object();
    known(call.symbols()).forEach(symbol -> answer.set(symbol, snapshot(symbol)));
    return Reply.ok(answer);
  }

  private Reply snapshotOfOne(Call call) {
    String symbol = symbol(call);
    ObjectNode answer = snapshot(symbol);
    answer.put("symbol", symbol);
    return Reply.ok(answer);
  }

  private Reply barsOfOne(Call call) {
    String symbol = symbol(call);
    Page page = page(call, List.of(symbol));
    ObjectNode answer = Json.object();
    ArrayNode rows = answer.putArray("bars");
    page.bars().path(symbol).forEach(rows::add);
    answer.put("symbol", symbol);
    answer.put("next_page_token", page.next());
    return Reply.ok(answer);
  }

  private Reply barsOfMany(Call call) {
    if (call.symbols().isEmpty()) {
      throw new Refusal(400, 0, "symbols is required");
    }
    Page page = page(call, known(call.symbols()));
    ObjectNode answer = Json.object();
    answer.set("bars", page.bars());
    answer.put("next_page_token", page.next());
    return Reply.ok(answer);
  }

  /** Bars by symbol and, where there are more, the token for the rest. */
  private record Page(ObjectNode bars, @Nullable String next) {}

  private Page page(Call call, List<String> symbols) {
    Timeframe timeframe =
        Timeframe.parse(call.text("timeframe").orElse("1Min"))
            .orElseThrow(() -> new Refusal(400, 0, "invalid timeframe"));
    Instant now = broker.shownMarketTime();
    Instant midnight =
        broker.calendar().dateAt(now).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    Instant start = call.instant("start").orElse(midnight);
    Instant end = call.instant("end").orElse(now);
    int limit = call.number("limit", USUAL_BARS, MOST_BARS);
    String token = call.text("page_token").orElse("");
    boolean newestFirst = call.text("sort").filter("desc"::equalsIgnoreCase).isPresent();
    ObjectNode answer = Json.object();
    int room = limit;
    for (String symbol : symbols.stream().sorted().toList()) {
      if (!token.isEmpty() && symbol.compareTo(symbolOf(token)) < 0) {
        continue;
      }
      boolean resumed = !token.isEmpty() && symbol.equals(symbolOf(token));
      List<Bar> bars =
          newestFirst
              ? newestFirst(symbol, timeframe, start, resumed ? timeOf(token) : end, now)
              : broker
                  .bars()
                  .bars(symbol, timeframe, resumed ? timeOf(token) : start, end, now, room + 1);
      if (!bars.isEmpty() && room == 0) {
        return new Page(answer, token(symbol, bars.get(0)));
      }
      if (!bars.isEmpty()) {
        ArrayNode rows = answer.putArray(symbol);
        bars.stream().limit(room).forEach(bar -> rows.add(MarketJson.of(bar)));
      }
      if (bars.size() > room) {
        return new Page(answer, token(symbol, bars.get(room)));
      }
      room -= bars.size();
    }
    return new Page(answer, null);
  }

  private List<Bar> newestFirst(
      String symbol, Timeframe timeframe, Instant start, Instant end, Instant now) {
    return broker.bars().bars(symbol, timeframe, start, end, now, Integer.MAX_VALUE).reversed();
  }

  private static String token(String symbol, Bar bar) {
    return symbol + "|" + bar.start();
  }

  private static String symbolOf(String token) {
    return token.substring(0, Math.max(0, token.indexOf('|')));
  }

  private static Instant timeOf(String token) {
    try {
      return Instant.parse(token.substring(token.indexOf('|') + 1));
    } catch (java.time.format.DateTimeParseException e) {
      throw new Refusal(400, 0, "invalid page_token");
    }
  }

  private ObjectNode snapshot(String symbol) {
    Instant now = broker.shownMarketTime();
    ObjectNode node = Json.object();
    node.set("latestTrade", MarketJson.of(broker.tape().trade(symbol, now)));
    node.set("latestQuote", quote(symbol));
    broker
        .bars()
        .latest(symbol, Timeframe.MINUTE, now)
        .ifPresent(bar -> node.set("minuteBar", MarketJson.of(bar)));
    broker
        .bars()
        .latest(symbol, Timeframe.DAY, now)
        .ifPresent(bar -> node.set("dailyBar", MarketJson.of(bar)));
    broker
        .bars()
        .previousDay(symbol, now)
        .ifPresent(bar -> node.set("prevDailyBar", MarketJson.of(bar)));
    return node;
  }

  private ObjectNode quote(String symbol) {
    return MarketJson.of(broker.shownQuote(symbol));
  }

  private ObjectNode trade(String symbol) {
    return MarketJson.of(broker.tape().trade(symbol, broker.shownMarketTime()));
  }

  private @Nullable ObjectNode minuteBar(String symbol) {
    return broker
        .bars()
        .latest(symbol, Timeframe.MINUTE, broker.shownMarketTime())
        .map(MarketJson::of)
        .orElse(null);
  }

  private List<String> known(List<String> symbols) {
    return symbols.stream().filter(broker.tape()::knows).toList();
  }

  private String symbol(Call call) {
    String symbol = call.variable("symbol").toUpperCase(Locale.ROOT);
    if (!broker.tape().knows(symbol)) {
      throw new Refusal(404, 0, "symbol not found: " + symbol);
    }
    return symbol;
  }
}
