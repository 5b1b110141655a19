package io.tripline.simulator.market;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import io.tripline.simulator.clock.MarketDay;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bars of the core sessions, made from the same price of every second that trades show. The bar of
 * the current span is included and grows. Not thread-safe: it remembers finished days.
 */
public final class Bars {
  private static final long SHARES_PER_TRADE = 110;
  private static final int MINUTES_REMEMBERED = 4_000;

  private final Tape tape;
  private final Volumes volumes;
  private final Map<String, Range> finished = new HashMap<>();
  private final Map<String, Range> minutes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Range> eldest) {
          return size() > MINUTES_REMEMBERED;
        }
      };

  /** Logarithms of open, high, low and close. */
  private record Range(double open, double high, double low, double close) {
    Range and(Range later) {
      return new Range(open, Math.max(high, later.high), Math.min(low, later.low), later.close);
    }

    Range plus(double by) {
      return new Range(open + by, high + by, low + by, close + by);
    }
  }

  /** Bars of that tape. */
  public Bars(Tape tape) {
    this.tape = tape;
    this.volumes = new Volumes(tape);
  }

  /**
   * Bars that start in {@code [start, end]} and have begun by {@code now}, oldest first.
   *
   * @param limit most bars that are returned
   */
  public List<Bar> bars(
      String symbol, Timeframe timeframe, Instant start, Instant end, Instant now, int limit) {
    var bars = new ArrayList<Bar>();
    Instant last = end.isAfter(now) ? now : end;
    LocalDate date = later(tape.calendar().dateAt(start), tape.path(symbol).firstDay());
    LocalDate lastDate = tape.calendar().dateAt(last);
    while (!date.isAfter(lastDate) && bars.size() < limit) {
      MarketDay day = tape.calendar().day(date).orElse(null);
      if (day != null) {
        for (Bar bar : ofDay(symbol, timeframe, day, start, last, now)) {
          if (bars.size() < limit) {
            bars.add(bar);
          }
        }
      }
      date = date.plusDays(1);
    }
    return bars;
  }

  /** The newest bar that has begun. */
  public Optional<Bar> latest(String symbol, Timeframe timeframe, Instant now) {
    LocalDate date = tape.calendar().dateAt(now);
    MarketDay day =
        tape.calendar()
            .day(date)
            .filter(today -> !today.opensAt().isAfter(now))
            .orElseGet(() -> tape.calendar().previous(date));
    List<Bar> bars = ofDay(symbol, timeframe, day, midnight(day), now, now);
    return bars.isEmpty() ? Optional.empty() : Optional.of(bars.get(bars.size() - 1));
  }

  /** The daily bar before the newest one. */
  public Optional<Bar> previousDay(String symbol, Instant now) {
    return latest(symbol, Timeframe.DAY, now)
        .map(bar -> tape.calendar().previous(bar.start().atZone(NEW_YORK).toLocalDate()))
        .flatMap(day -> latest(symbol, Timeframe.DAY, day.sessionClosesAt()));
  }

  private List<Bar> ofDay(
      String symbol, Timeframe timeframe, MarketDay day, Instant from, Instant last, Instant now) {
    var bars = new ArrayList<Bar>();
    if (timeframe == Timeframe.DAY) {
      Instant start = midnight(day);
      if (!start.isBefore(from) && !start.isAfter(last) && !day.opensAt().isAfter(now)) {
        bars.add(bar(symbol, start, day.opensAt(), day.closesAt(), now));
      }
      return bars;
    }
    Instant start = floor(day.opensAt(), timeframe);
    while (start.isBefore(day.closesAt()) && !start.isAfter(last)) {
      Instant next = start.plus(Duration.ofMinutes(timeframe.minutes()));
      Instant first = start.isBefore(day.opensAt()) ? day.opensAt() : start;
      if (!start.isBefore(from) && !first.isAfter(now)) {
        bars.add(bar(symbol, start, first, earlier(next, day.closesAt()), now));
      }
      start = next;
    }
    return bars;
  }

  private Bar bar(String symbol, Instant label, Instant first, Instant next, Instant now) {
    Range range = range(symbol, first, next, now);
    Instant seen = earlier(next, now);
    long traded = volumes.between(symbol, first, seen);
    long volume = seen.isBefore(next) ? Math.max(100, traded) : traded;
    BigDecimal vwap =
        Tape.cents((Math.exp(range.high) + Math.exp(range.low) + Math.exp(range.close)) / 3);
    return new Bar(
        label,
        Tape.cents(Math.exp(range.open)),
        Tape.cents(Math.exp(range.high)),
        Tape.cents(Math.exp(range.low)),
        Tape.cents(Math.exp(range.close)),
        volume,
        Math.max(1, volume / SHARES_PER_TRADE),
        vwap);
  }

  private Range range(String symbol, Instant first, Instant next, Instant now) {
    MarketDay day = tape.calendar().day(tape.calendar().dateAt(first)).orElseThrow();
    Optional<DayPath> path = tape.path(symbol).session(day);
    if (path.isEmpty() || tape.disturbed(symbol, first, next)) {
      return minutes(symbol, first, next, now);
    }
    double injected = tape.logAt(symbol, first) - tape.path(symbol).logAt(first);
    boolean wholeDay = Duration.between(first, next).compareTo(Duration.ofHours(2)) > 0;
    if (wholeDay && !next.isAfter(now)) {
      return finished
          .computeIfAbsent(symbol + first, key -> onPath(path.get(), day, first, next, now))
          .plus(injected);
    }
    return onPath(path.get(), day, first, next, now).plus(injected);
  }

  /** Whole seconds of the undisturbed path: cheap enough for years of daily bars. */
  private static Range onPath(
      DayPath path, MarketDay day, Instant first, Instant next, Instant now) {
    long from = Duration.between(day.opensAt(), first).toSeconds();
    long until =
        next.isAfter(now)
            ? Duration.between(day.opensAt(), now).toSeconds()
            : Duration.between(day.opensAt(), next).toSeconds() - 1;
    double open = path.logAt(from);
    double high = open;
    double low = open;
    double close = open;
    for (long second = from; second <= until; second++) {
      close = path.logAt(second);
      high = Math.max(high, close);
      low = Math.min(low, close);
    }
    return new Range(open, high, low, close);
  }

  /** Minute by minute; what is over does not change any more and is remembered. */
  private Range minutes(String symbol, Instant first, Instant next, Instant now) {
    Instant at = first;
    Range whole = null;
    while (at.isBefore(next) && !at.isAfter(now)) {
      Instant end = earlier(at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60), next);
      String key = symbol + at + end;
      Range known = minutes.get(key);
      Range minute = known == null ? scan(symbol, at, end, now) : known;
      if (known == null && !end.isAfter(now)) {
        minutes.put(key, minute);
      }
      whole = whole == null ? minute : whole.and(minute);
      at = end;
    }
    return whole == null ? scan(symbol, first, next, now) : whole;
  }

  /** Every whole second as it was shown; of an unfinished span also this very moment. */
  private Range scan(String symbol, Instant first, Instant next, Instant now) {
    double open = tape.logAt(symbol, first);
    double high = open;
    double low = open;
    double close = open;
    Instant at = first;
    while (at.isBefore(next) && !at.isAfter(now)) {
      close = tape.logAt(symbol, at);
      high = Math.max(high, close);
      low = Math.min(low, close);
      at = at.plusSeconds(1);
    }
    if (now.isBefore(next)) {
      close = tape.logAt(symbol, now);
      high = Math.max(high, close);
      low = Math.min(low, close);
    }
    return new Range(open, high, low, close);
  }

  private static Instant midnight(MarketDay day) {
    return day.date().atStartOfDay(NEW_YORK).toInstant();
  }

  private static Instant floor(Instant instant, Timeframe timeframe) {
    ZonedDateTime local = instant.atZone(NEW_YORK).truncatedTo(ChronoUnit.MINUTES);
    int minute = local.getHour() * 60 + local.getMinute();
    return local.minusMinutes(minute % timeframe.minutes()).toInstant();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
