package io.tripline.simulator.rest;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.account.Activity;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /v2/account/portfolio/history}: the equity at the end of each window, labelled with its
 * start. Computed from the activities and the tape, so it agrees with both; days before the account
 * began are left out.
 */
public final class PortfolioHistory {
  private static final Pattern PERIOD = Pattern.compile("(\\d{1,4})([DWMA])");
  private static final Map<String, Duration> WINDOWS =
      Map.of(
          "1Min", Duration.ofMinutes(1),
          "5Min", Duration.ofMinutes(5),
          "15Min", Duration.ofMinutes(15),
          "1H", Duration.ofHours(1),
          "1D", Duration.ofDays(1));
  private static final int MOST_DAYS_OF_MINUTES = 7;
  private static final int MOST_DAYS_OF_QUARTERS = 30;
  private static final int MOST_WINDOWS = 10_000;
  private static final int FRACTION_DIGITS = 6;

  private final Broker broker;

  /** A stretch of time with the first and the last instant that count. */
  private record Window(Instant start, Instant end) {}

  /** History of that broker's account. */
  public PortfolioHistory(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/account/portfolio/history", this::history);
  }

  private Reply history(Call call) {
    LocalDate today = broker.calendar().dateAt(broker.now());
    LocalDate last =
        call.instant("end")
            .map(broker.calendar()::dateAt)
            .or(() -> call.date("date_end"))
            .filter(date -> date.isBefore(today))
            .orElse(today);
    LocalDate first =
        call.instant("start")
            .map(broker.calendar()::dateAt)
            .orElseGet(() -> begin(call.text("period").orElse("1M"), last));
    String timeframe = timeframe(call, first, last);
    List<Window> windows = windows(call, timeframe, first, last);
    boolean reset =
        oneOf(call, "pnl_reset", "no_reset", List.of("no_reset", "per_day")).equals("per_day")
            && !timeframe.equals("1D");
    return Reply.ok(json(windows, timeframe, reset, call.text("cashflow_types").orElse("")));
  }

  private ObjectNode json(
      List<Window> windows, String timeframe, boolean resetDaily, String cashFlows) {
    // Just before: what was done in the first instant counts as profit, not as the base.
    Instant begun = broker.identity().createdAt().minusNanos(1);
    Instant baseTime =
        windows.isEmpty() ? begun : later(begun, closeBefore(windows.get(0).start()));
    BigDecimal base = equity(baseTime);
    ObjectNode node = Json.object();
    ArrayNode timestamps = node.putArray("timestamp");
    ArrayNode equities = node.putArray("equity");
    ArrayNode profits = node.putArray("profit_loss");
    ArrayNode shares = node.putArray("profit_loss_pct");
    Instant since = baseTime;
    BigDecimal from = base;
    for (Window window : windows) {
      if (resetDaily) {
        since = later(begun, closeBefore(window.start()));
        from = equity(since);
      }
      BigDecimal equity = equity(window.end());
      BigDecimal profit = equity.subtract(from).subtract(flows(since, window.end(), ""));
      timestamps.add(window.start().getEpochSecond());
      equities.add(cents(equity));
      profits.add(cents(profit));
      shares.add(
          from.signum() == 0
              ? BigDecimal.ZERO
              : profit.divide(from, FRACTION_DIGITS, RoundingMode.HALF_EVEN));
    }
    node.put("base_value", cents(base));
    if (baseTime.isAfter(begun)) {
      node.put("base_value_asof", broker.calendar().dateAt(baseTime).toString());
    }
    node.put("timeframe", timeframe);
    ObjectNode byType = node.putObject("cashflow");
    for (String type : Arrays.asList(cashFlows.split(",", -1))) {
      if (type.equals("CSD") || type.equals("CSW")) {
        ArrayNode amounts = byType.putArray(type);
        Instant before = baseTime;
        for (Window window : windows) {
          amounts.add(cents(flows(before, window.end(), type)));
          before = window.end();
        }
      }
    }
    return node;
  }

  private List<Window> windows(Call call, String timeframe, LocalDate first, LocalDate last) {
    var windows = new ArrayList<Window>();
    Instant now = broker.now();
    Instant begun = broker.identity().createdAt();
    Duration length = WINDOWS.getOrDefault(timeframe, Duration.ofDays(1));
    boolean wide =
        call.flag("extended_hours")
            || !oneOf(
                    call,
                    "intraday_reporting",
                    "market_hours",
                    List.of("market_hours", "extended_hours", "continuous"))
                .equals("market_hours");
    LocalDate earliest = broker.calendar().dateAt(begun);
    for (MarketDay day :
        broker.calendar().between(first.isBefore(earliest) ? earliest : first, last)) {
      Instant open = wide ? day.sessionOpensAt() : day.opensAt();
      Instant close = wide ? day.sessionClosesAt() : day.closesAt();
      if (timeframe.equals("1D")) {
        add(windows, day.date().atStartOfDay(NEW_YORK).toInstant(), day.closesAt());
        continue;
      }
      for (Instant start = open;
          start.isBefore(close) && !start.isAfter(now);
          start = start.plus(length)) {
        add(windows, start, earlier(start.plus(length), close));
      }
    }
    return windows;
  }

  /** A window counts once it has begun, and unless it ended before the account did. */
  private void add(List<Window> windows, Instant start, Instant end) {
    if (start.isAfter(broker.now()) || end.isBefore(broker.identity().createdAt())) {
      return;
    }
    if (windows.size() >= MOST_WINDOWS) {
      throw Refusal.invalid("too many data points: choose a longer timeframe or a shorter period");
    }
    windows.add(new Window(start, earlier(end, broker.now())));
  }

  /** What the account was worth: what it did until then, and its positions at that price. */
  private BigDecimal equity(Instant at) {
    BigDecimal equity = broker.ledger().startingCash();
    Map<String, BigDecimal> held = new HashMap<>();
    for (Activity activity : broker.ledger().activities()) {
      if (activity.at().isAfter(at)) {
        continue;
      }
      switch (activity) {
        case Activity.CashFlow flow -> equity = equity.add(flow.amount());
        case Activity.Fill fill -> {
          BigDecimal signed = fill.side().signed(fill.quantity());
          equity = equity.subtract(signed.multiply(fill.price()));
          held.merge(fill.symbol(), signed, BigDecimal::add);
        }
      }
    }
    for (Map.Entry<String, BigDecimal> position : held.entrySet()) {
      equity = equity.add(position.getValue().multiply(broker.tape().price(position.getKey(), at)));
    }
    return equity;
  }

  private BigDecimal flows(Instant after, Instant until, String type) {
    return broker.ledger().activities().stream()
        .filter(row -> row.at().isAfter(after) && !row.at().isAfter(until))
        .filter(row -> type.isEmpty() || row.type().equals(type))
        .flatMap(row ->
            row instanceof Activity.CashFlow flow
                ? Optional.of(flow.amount()).stream()
                : Optional.<BigDecimal>empty().stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Instant closeBefore(Instant at) {
    return broker.calendar().previous(broker.calendar().dateAt(at)).closesAt();
  }

  private LocalDate begin(String period, LocalDate last) {
    if (period.equalsIgnoreCase("all")) {
      return broker.calendar().dateAt(broker.identity().createdAt());
    }
    Matcher matcher = PERIOD.matcher(period);
    if (!matcher.matches()) {
      throw Refusal.invalid("invalid period: " + period);
    }
    int count = Integer.parseInt(matcher.group(1));
    return switch (matcher.group(2)) {
      case "D" -> {
        LocalDate first = last.plusDays(1);
        for (int i = 0; i < Math.max(1, count); i++) {
          first = broker.calendar().previous(first).date();
        }
        yield first;
      }
      case "W" -> last.minusWeeks(count);
      case "M" -> last.minusMonths(count);
      default -> last.minusYears(count);
    };
  }

  private static String timeframe(Call call, LocalDate first, LocalDate last) {
    long days = last.toEpochDay() - first.toEpochDay();
    String usual =
        days < MOST_DAYS_OF_MINUTES ? "1Min" : days < MOST_DAYS_OF_QUARTERS ? "15Min" : "1D";
    return oneOf(call, "timeframe", usual, List.of("1Min", "5Min", "15Min", "1H", "1D"));
  }

  private static String oneOf(Call call, String name, String usual, List<String> allowed) {
    String value = call.text(name).orElse(usual);
    return allowed.stream()
        .filter(value::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("invalid " + name + ": " + value));
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
