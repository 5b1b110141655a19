package io.tripline.simulator.rest;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.Bars;
import io.tripline.simulator.market.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of bars as clients ask for it: 1 to 59 minutes, 1 to 23 hours, a day, a week, or 1, 2,
 * 3, 4, 6 or 12 months. Where the market has no such bars they are put together of shorter ones.
 */
final class BarSeries {
  private static final Pattern SPELLING =
      Pattern.compile("(\\d{1,2})(MIN|T|HOUR|H|DAY|D|WEEK|W|MONTH|M)");
  private static final List<Integer> MONTHS = List.of(1, 2, 3, 4, 6, 12);

  private final Timeframe base;
  private final int count;
  private final Unit unit;

  private enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  private BarSeries(Timeframe base, int count, Unit unit) {
    this.base = base;
    this.count = count;
    this.unit = unit;
  }

  /** The series with a name such as {@code 30Min} or {@code 1Week}; empty if there is none. */
  static Optional<BarSeries> parse(String text) {
    Matcher matcher = SPELLING.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int count = Integer.parseInt(matcher.group(1));
    return switch (matcher.group(2)) {
      case "MIN", "T" -> some(count >= 1 && count <= 59, Timeframe.MINUTE, count, Unit.MINUTE);
      case "HOUR", "H" -> some(count >= 1 && count <= 23, Timeframe.MINUTE, count, Unit.HOUR);
      case "DAY", "D" -> some(count == 1, Timeframe.DAY, count, Unit.DAY);
      case "WEEK", "W" -> some(count == 1, Timeframe.DAY, count, Unit.WEEK);
      default -> some(MONTHS.contains(count), Timeframe.DAY, count, Unit.MONTH);
    };
  }

  private static Optional<BarSeries> some(boolean allowed, Timeframe base, int count, Unit unit) {
    String name = count + (unit == Unit.MINUTE ? "Min" : "Hour");
    Timeframe served = base == Timeframe.MINUTE ? Timeframe.parse(name).orElse(base) : base;
    return allowed ? Optional.of(new BarSeries(served, count, unit)) : Optional.empty();
  }

  /**
   * Bars that start in {@code [start, end]} and have begun by {@code now}, oldest first.
   *
   * @param limit most bars that are returned
   */
  List<Bar> bars(Bars market, String symbol, Instant start, Instant end, Instant now, int limit) {
    if (isServed()) {
      return market.bars(symbol, base, start, end, now, limit);
    }
    Instant first = label(start);
    var bars = new ArrayList<Bar>();
    var group = new ArrayList<Bar>();
    Instant open = first;
    // Of the last bar that starts in the span, also what lies behind the span.
    int most = (int) Math.min(Integer.MAX_VALUE, (limit + 2L) * parts());
    for (Bar bar : market.bars(symbol, base, first, now, now, most)) {
      Instant label = label(bar.start());
      if (!label.equals(open)) {
        add(bars, group, open, start);
        open = label;
      }
      if (label.isAfter(end) || bars.size() >= limit) {
        break;
      }
      group.add(bar);
    }
    add(bars, group, open, start);
    return bars.size() > limit ? bars.subList(0, limit) : bars;
  }

  /** Whether the market has such bars itself. */
  private boolean isServed() {
    return switch (unit) {
      case MINUTE -> count == 1 || base != Timeframe.MINUTE;
      case HOUR -> base != Timeframe.MINUTE;
      case DAY -> true;
      case WEEK, MONTH -> false;
    };
  }

  /** Most bars of the market that one bar of this series is made of. */
  private int parts() {
    return switch (unit) {
      case MINUTE, DAY -> count;
      case HOUR -> count * 60;
      case WEEK -> 5;
      case MONTH -> count * 23;
    };
  }

  private static void add(List<Bar> bars, List<Bar> group, Instant label, Instant start) {
    if (!group.isEmpty() && !label.isBefore(start)) {
      bars.add(joined(label, group));
    }
    group.clear();
  }

  private static Bar joined(Instant label, List<Bar> group) {
    BigDecimal high = group.get(0).high();
    BigDecimal low = group.get(0).low();
    BigDecimal paid = BigDecimal.ZERO;
    long volume = 0;
    long trades = 0;
    for (Bar bar : group) {
      high = high.max(bar.high());
      low = low.min(bar.low());
      paid = paid.add(bar.vwap().multiply(BigDecimal.valueOf(bar.volume())));
      volume += bar.volume();
      trades += bar.trades();
    }
    return new Bar(
        label,
        group.get(0).open(),
        high,
        low,
        group.get(group.size() - 1).close(),
        volume,
        trades,
        paid.divide(BigDecimal.valueOf(volume), 4, RoundingMode.HALF_EVEN));
  }

  /** The start of the span that an instant falls into, on the clock of New York. */
  private Instant label(Instant instant) {
    ZonedDateTime local = instant.atZone(NEW_YORK);
    LocalDate date = local.toLocalDate();
    int minutes = unit == Unit.HOUR ? count * 60 : count;
    return switch (unit) {
      case MINUTE, HOUR -> {
        int minute = local.getHour() * 60 + local.getMinute();
        yield local.truncatedTo(ChronoUnit.MINUTES).minusMinutes(minute % minutes).toInstant();
      }
      case DAY -> date.atStartOfDay(NEW_YORK).toInstant();
      case WEEK ->
          date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(NEW_YORK)
              .toInstant();
      case MONTH ->
          date.withDayOfMonth(1)
              .minusMonths((date.getMonthValue() - 1) % count)
              .atStartOfDay(NEW_YORK)
              .toInstant();
    };
  }
}
