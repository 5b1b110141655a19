package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.order.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Historical quotes and trades of {@code /v2/stocks}: one a second while a session is on and the
 * symbol is not halted, the same prices that bars are made of.
 */
public final class MarketHistory {
  private static final int USUAL_ROWS = 1000;
  private static final int MOST_ROWS = 10_000;
  private static final Duration OLDEST = Duration.ofDays(800);

  private final Broker broker;

  /** Rows read so far, and where the rest begins. */
  private record Page(ObjectNode rows, Optional<String> next) {}

  /** History of that broker's market. */
  public MarketHistory(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    add(router, "quotes", (symbol, at) -> MarketJson.of(broker.tape().quote(symbol, at)));
    add(router, "trades", (symbol, at) -> MarketJson.of(broker.tape().trade(symbol, at)));
  }

  private void add(Router router, String plural, BiFunction<String, Instant, ObjectNode> row) {
    router.add(
        "GET",
        "/v2/stocks/" + plural,
        call -> {
          if (call.symbols().isEmpty()) {
            throw new Refusal(400, 0, "symbols is required");
          }
          Page page = page(call, call.symbols(), row);
          ObjectNode answer = Json.object();
          answer.set(plural, page.rows());
          answer.put("next_page_token", page.next().orElse(null));
          return Reply.ok(answer);
        });
    router.add(
        "GET",
        "/v2/stocks/{symbol}/" + plural,
        call -> {
          String symbol = call.variable("symbol").toUpperCase(Locale.ROOT);
          if (!broker.tape().knows(symbol)) {
            throw new Refusal(404, 0, "symbol not found: " + symbol);
          }
          Page page = page(call, List.of(symbol), row);
          ObjectNode answer = Json.object();
          answer.put("symbol", symbol);
          ArrayNode rows = answer.putArray(plural);
          page.rows().path(symbol).forEach(rows::add);
          answer.put("next_page_token", page.next().orElse(null));
          return Reply.ok(answer);
        });
  }

  private Page page(Call call, List<String> symbols, BiFunction<String, Instant, ObjectNode> row) {
    Instant now = broker.shownMarketTime();
    Instant midnight = broker.calendar().dateAt(now).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant start = later(call.instant("start").orElse(midnight), now.minus(OLDEST));
    Instant end = earlier(call.instant("end").orElse(now), now);
    boolean newestFirst = call.text("sort").filter("desc"::equalsIgnoreCase).isPresent();
    int limit = call.number("limit", USUAL_ROWS, MOST_ROWS);
    Optional<String> token = call.text("page_token");
    String resumed = token.map(MarketHistory::symbolOf).orElse("");
    ObjectNode answer = Json.object();
    int room = limit;
    for (String symbol : new TreeSet<>(symbols)) {
      if (!broker.tape().knows(symbol) || symbol.compareTo(resumed) < 0) {
        continue;
      }
      boolean goesOn = token.isPresent() && symbol.equals(resumed);
      Instant first = goesOn && !newestFirst ? timeOf(token.get()) : start;
      Instant last = goesOn && newestFirst ? timeOf(token.get()) : end;
      List<Instant> seconds = seconds(symbol, first, last, newestFirst, room + 1);
      List<Instant> shown = seconds.subList(0, Math.min(room, seconds.size()));
      if (!shown.isEmpty()) {
        ArrayNode rows = answer.putArray(symbol);
        shown.forEach(at -> rows.add(row.apply(symbol, at)));
      }
      if (seconds.size() > room) {
        return new Page(answer, Optional.of(symbol + "|" + seconds.get(room)));
      }
      room -= shown.size();
    }
    return new Page(answer, Optional.empty());
  }

  /** Whole seconds of sessions in {@code [first, last]}, at most so many. */
  private List<Instant> seconds(
      String symbol, Instant first, Instant last, boolean newestFirst, int most) {
    var found = new ArrayList<Instant>();
    ExchangeCalendar calendar = broker.calendar();
    List<MarketDay> days = calendar.between(calendar.dateAt(first), calendar.dateAt(last));
    for (MarketDay day : newestFirst ? days.reversed() : days) {
      Instant begin = ceiling(later(first, day.sessionOpensAt()));
      Instant end = floor(earlier(last, day.sessionClosesAt().minusSeconds(1)));
      Instant at = newestFirst ? end : begin;
      while (!at.isBefore(begin) && !at.isAfter(end) && found.size() < most) {
        if (!broker.tape().halted(symbol, at)) {
          found.add(at);
        }
        at = at.plusSeconds(newestFirst ? -1 : 1);
      }
    }
    return found;
  }

  private static String symbolOf(String token) {
    return token.substring(0, Math.max(0, token.indexOf('|')));
  }

  private static Instant timeOf(String token) {
    try {
      return Instant.parse(token.substring(token.indexOf('|') + 1));
    } catch (DateTimeParseException e) {
      throw new Refusal(400, 0, "invalid page_token");
    }
  }

  private static Instant floor(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant ceiling(Instant instant) {
    Instant floor = floor(instant);
    return floor.equals(instant) ? instant : floor.plusSeconds(1);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
