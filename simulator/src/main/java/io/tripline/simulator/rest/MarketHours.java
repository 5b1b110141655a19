package io.tripline.simulator.rest;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.order.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code /v2/clock}, {@code /v3/clock}, {@code /v2/calendar} and {@code /v3/calendar/{market}}. */
public final class MarketHours {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2029, 12, 31);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SESSION_TIME = DateTimeFormatter.ofPattern("HHmm");

  private static final Market NYSE = new Market("NYSE", "XNYS", "New York Stock Exchange");
  private static final List<Market> MARKETS = List.of(NYSE, new Market("NASDAQ", "XNAS", "Nasdaq"));

  private final Broker broker;

  /** A market of the calendar: its short name, its code in ISO 10383, and its name. */
  private record Market(String acronym, String mic, String name) {}

  /** Hours of that broker's market. */
  public MarketHours(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/clock", call -> Reply.ok(clock()));
    router.add("GET", "/v3/clock", call -> Reply.ok(phases()));
    router.add("GET", "/v2/calendar", this::calendar);
    router.add("GET", "/v3/calendar/{market}", this::sessions);
  }

  private ObjectNode clock() {
    Instant now = broker.now();
    ExchangeCalendar calendar = broker.calendar();
    ObjectNode node = Json.object();
    node.put("timestamp", local(now));
    node.put("is_open", broker.isOpen());
    node.put("next_open", local(calendar.nextOpen(now).opensAt()));
    node.put("next_close", local(calendar.nextClose(now).closesAt()));
    return node;
  }

  private ObjectNode phases() {
    Instant now = broker.now();
    ExchangeCalendar calendar = broker.calendar();
    ObjectNode node = Json.object();
    ObjectNode row = node.putArray("clocks").addObject();
    row.set("market", json(NYSE));
    row.put("timestamp", local(now));
    row.put("is_market_day", calendar.day(calendar.dateAt(now)).isPresent());
    row.put("next_market_open", local(calendar.nextOpen(now).opensAt()));
    row.put("next_market_close", local(calendar.nextClose(now).closesAt()));
    row.put("phase", calendar.phaseAt(now).name().toLowerCase(Locale.ROOT));
    row.put("phase_until", local(phaseEnd(now)));
    return node;
  }

  private Instant phaseEnd(Instant now) {
    MarketDay day = broker.calendar().nextClose(now);
    MarketDay today = broker.calendar().day(broker.calendar().dateAt(now)).orElse(day);
    return Stream.of(today, day, broker.calendar().next(day.date()))
        .flatMap(each ->
            Stream.of(
                each.sessionOpensAt(), each.opensAt(), each.closesAt(), each.sessionClosesAt()))
        .filter(boundary -> boundary.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static ObjectNode json(Market of) {
    ObjectNode market = Json.object();
    market.put("acronym", of.acronym());
    market.put("mic", of.mic());
    market.put("name", of.name());
    market.put("timezone", NEW_YORK.getId());
    return market;
  }

  private Reply sessions(Call call) {
    String asked = call.variable("market").toUpperCase(Locale.ROOT);
    Market market =
        MARKETS.stream()
            .filter(each -> each.acronym().equals(asked) || each.mic().equals(asked))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("market not found: " + asked));
    LocalDate today = broker.calendar().dateAt(broker.now());
    LocalDate start = call.date("start").orElse(today);
    LocalDate end =
        call.date("end").filter(date -> date.isBefore(LAST)).orElse(earlier(start.plusWeeks(1)));
    ObjectNode node = Json.object();
    node.set("market", json(market));
    ArrayNode days = node.putArray("calendar");
    for (MarketDay day : broker.calendar().between(start, end)) {
      ObjectNode row = days.addObject();
      row.put("date", day.date().toString());
      row.put("pre_start", local(day.sessionOpensAt()));
      row.put("pre_end", local(day.opensAt()));
      row.put("core_start", local(day.opensAt()));
      row.put("core_end", local(day.closesAt()));
      row.put("post_start", local(day.closesAt()));
      row.put("post_end", local(day.sessionClosesAt()));
      row.put("settlement_date", broker.calendar().next(day.date()).date().toString());
    }
    return Reply.ok(node);
  }

  private static LocalDate earlier(LocalDate date) {
    return date.isBefore(LAST) ? date : LAST;
  }

  private Reply calendar(Call call) {
    LocalDate start = call.date("start").filter(date -> date.isAfter(FIRST)).orElse(FIRST);
    LocalDate end = call.date("end").filter(date -> date.isBefore(LAST)).orElse(LAST);
    ArrayNode days = Json.array();
    for (MarketDay day : broker.calendar().between(start, end)) {
      ObjectNode node = days.addObject();
      node.put("date", day.date().toString());
      node.put("open", TIME.format(day.open()));
      node.put("close", TIME.format(day.close()));
      node.put("session_open", SESSION_TIME.format(day.sessionOpen()));
      node.put("session_close", SESSION_TIME.format(sessionClose(day)));
      node.put("settlement_date", broker.calendar().next(day.date()).date().toString());
    }
    return Reply.ok(days);
  }

  private static LocalTime sessionClose(MarketDay day) {
    return day.sessionClose();
  }

  private static String local(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(NEW_YORK));
  }
}
