package io.tripline.simulator.market;

import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The undisturbed price of one symbol as a pure function of seed and market time: closes that rise
 * by a fifth a year with small mean-reverting noise (so that the last close stands above its
 * averages of 50 and 200 days), and a random bridge from each open to each close. Not thread-safe:
 * it remembers what it computed.
 */
final class PricePath implements BasePath {
  private static final int HISTORY_CALENDAR_DAYS = 900;
  private static final double DAILY_DRIFT = 0.0008;
  private static final double NOISE_SIGMA = 0.0045;
  private static final double NOISE_MEMORY = 0.6;
  private static final double OVERNIGHT_SHARE = 0.3;
  private static final int DAYS_REMEMBERED = 6;

  private final ExchangeCalendar calendar;
  private final long seed;
  private final SplittableRandom closes;
  private final TreeMap<LocalDate, Integer> indexes = new TreeMap<>();
  private final List<Double> noises = new ArrayList<>();
  private final double anchorLog;
  private final int anchorIndex;
  private final Map<LocalDate, DayPath> days = new LinkedHashMap<>();

  /**
   * A path whose close before {@code anchor} is {@code anchorPrice}.
   *
   * @param anchor a trading day
   */
  PricePath(ExchangeCalendar calendar, long seed, LocalDate anchor, double anchorPrice) {
    this.calendar = calendar;
    this.seed = seed;
    this.closes = new SplittableRandom(seed);
    append(calendar.next(anchor.minusDays(HISTORY_CALENDAR_DAYS)).date());
    this.anchorIndex = index(calendar.previous(anchor).date());
    this.anchorLog = Math.log(anchorPrice);
  }

  @Override
  public LocalDate firstDay() {
    return indexes.navigableKeySet().higher(indexes.firstKey());
  }

  @Override
  public Optional<DayPath> session(MarketDay day) {
    return Optional.of(day(day));
  }

  @Override
  public OptionalLong volume(Instant minute) {
    return OptionalLong.empty();
  }

  @Override
  public double logAt(Instant at) {
    LocalDate date = calendar.dateAt(at);
    MarketDay day = calendar.day(date).orElse(null);
    if (day == null) {
      return closeLog(calendar.previous(date).date());
    }
    if (!at.isBefore(day.closesAt())) {
      return closeLog(date);
    }
    if (at.isBefore(day.opensAt())) {
      return beforeOpen(day, at);
    }
    return day(day).logAt(Duration.between(day.opensAt(), at).toSeconds());
  }

  DayPath day(MarketDay day) {
    DayPath known = days.get(day.date());
    if (known != null) {
      return known;
    }
    int seconds = (int) Duration.between(day.opensAt(), day.closesAt()).toSeconds();
    var path =
        DayPath.of(
            seed * 31 + day.date().toEpochDay(), openLog(day), closeLog(day.date()), seconds);
    if (days.size() >= DAYS_REMEMBERED) {
      days.remove(days.keySet().iterator().next());
    }
    days.put(day.date(), path);
    return path;
  }

  private double beforeOpen(MarketDay day, Instant at) {
    double previous = closeLog(calendar.previous(day.date()).date());
    if (at.isBefore(day.sessionOpensAt())) {
      return previous;
    }
    double whole = Duration.between(day.sessionOpensAt(), day.opensAt()).toSeconds();
    double done = Duration.between(day.sessionOpensAt(), at).toSeconds() / whole;
    return previous + done * (openLog(day) - previous);
  }

  private double openLog(MarketDay day) {
    double previous = closeLog(calendar.previous(day.date()).date());
    return previous + OVERNIGHT_SHARE * (closeLog(day.date()) - previous);
  }

  private double closeLog(LocalDate date) {
    int index = index(date);
    return anchorLog
        + DAILY_DRIFT * (index - anchorIndex)
        + noises.get(index)
        - noises.get(anchorIndex);
  }

  private int index(LocalDate date) {
    if (date.isBefore(indexes.firstKey())) {
      return 0;
    }
    while (indexes.lastKey().isBefore(date)) {
      append(calendar.next(indexes.lastKey()).date());
    }
    return indexes.floorEntry(date).getValue();
  }

  private void append(LocalDate date) {
    double before = noises.isEmpty() ? 0 : noises.get(noises.size() - 1);
    double fresh = Math.sqrt(1 - NOISE_MEMORY * NOISE_MEMORY) * NOISE_SIGMA;
    noises.add(NOISE_MEMORY * before + fresh * DayPath.noise(closes));
    indexes.put(date, noises.size() - 1);
  }
}
