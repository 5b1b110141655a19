package io.tripline.simulator.market;

import io.tripline.simulator.clock.MarketDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Prices that follow bars of a file: in each minute from open over the two extremes to the close,
 * the nearer extreme first. Between bars, and after the last one, the last close stands; before the
 * first day there is a made-up history that ends at the first open.
 */
final class ReplayPath implements BasePath {
  private static final double FIRST_EXTREME = 20;
  private static final double SECOND_EXTREME = 40;
  private static final double CLOSE = 59;

  private final PricePath history;
  private final Instant start;
  private final double startLog;
  private final TreeMap<Instant, ReplayBar> bars = new TreeMap<>();

  /**
   * A path of bars.
   *
   * @param start midnight in New York before the first bar
   * @param bars at least one
   */
  ReplayPath(PricePath history, Instant start, List<ReplayBar> bars) {
    this.history = history;
    this.start = start;
    bars.forEach(bar -> this.bars.put(bar.minute(), bar));
    this.startLog = Math.log(bars.get(0).open().doubleValue());
  }

  @Override
  public LocalDate firstDay() {
    return history.firstDay();
  }

  @Override
  public double logAt(Instant at) {
    if (at.isBefore(start)) {
      return history.logAt(at);
    }
    Map.Entry<Instant, ReplayBar> entry = bars.floorEntry(at);
    if (entry == null) {
      return startLog;
    }
    double second = (at.toEpochMilli() - entry.getKey().toEpochMilli()) / 1000.0;
    return Math.log(priceIn(entry.getValue(), second));
  }

  @Override
  public Optional<DayPath> session(MarketDay day) {
    return day.closesAt().isAfter(start) ? Optional.empty() : history.session(day);
  }

  @Override
  public OptionalLong volume(Instant minute) {
    if (minute.isBefore(start)) {
      return OptionalLong.empty();
    }
    ReplayBar bar = bars.get(minute);
    return OptionalLong.of(bar == null ? 0 : bar.volume());
  }

  private static double priceIn(ReplayBar bar, double second) {
    double open = bar.open().doubleValue();
    double close = bar.close().doubleValue();
    double high = bar.high().doubleValue();
    double low = bar.low().doubleValue();
    boolean lowFirst = open - low <= high - open;
    double first = lowFirst ? low : high;
    double other = lowFirst ? high : low;
    if (second <= FIRST_EXTREME) {
      return between(open, first, second / FIRST_EXTREME);
    }
    if (second <= SECOND_EXTREME) {
      return between(first, other, (second - FIRST_EXTREME) / (SECOND_EXTREME - FIRST_EXTREME));
    }
    return second >= CLOSE
        ? close
        : between(other, close, (second - SECOND_EXTREME) / (CLOSE - SECOND_EXTREME));
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }
}
