package io.tripline.simulator.rest;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code /v2/clock}, {@code /v3/clock} and {@code /v2/calendar}. */
public final class MarketHours {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2029, 12, 31);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SESSION_TIME = DateTimeFormatter.ofPattern("HHmm");

  private final Broker broker;

  /** Hours of that broker's market. */
  public MarketHours(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/clock", call -> Reply.ok(clock()));
    router.add("GET", "/v3/clock", call -> Reply.ok(phases()));
    router.add("GET", "/v2/calendar", this::calendar);
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
    ObjectNode market = row.putObject("market");
    market.put("mic", "XNYS");
    market.put("acronym", "NYSE");
    market.put("timezone", NEW_YORK.getId());
    row.put("timestamp", local(now));
    row.put("is_market_day", calendar.day(calendar.dateAt(now)).isPresent());
    row.put("next_market_open", local(calendar.nextOpen(now).opensAt()));
    row.put("next_market_close", local(calendar.nextClose(now).closesAt()));
    row.put("phase", calendar.phaseAt(now).name().toLowerCase(Locale.ROOT));
    return node;
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
