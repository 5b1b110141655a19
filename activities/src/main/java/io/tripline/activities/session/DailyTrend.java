package io.tripline.activities.session;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.session.Strategy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The default rule {@code daily-trend}. It enters when the last close is above both its 50-day and
 * its 200-day simple average, and leaves when the last close is more than 2 % below either of them;
 * between the two it keeps what it has, so that it does not flip-flop. With fewer than 200 bars, or
 * a last bar that is more than a week old, it is flat: what is not known is not traded. It is a
 * plain example of a trend rule, no advice and no promise of a return.
 */
public final class DailyTrend implements DailyRule {
  /** Days of the short average. */
  public static final int SHORT = 50;

  /** Days of the long average. */
  public static final int LONG = 200;

  /** It stays in while the close is at least this fraction of both averages. */
  public static final BigDecimal LEAVE_BELOW = new BigDecimal("0.98");

  /** Calendar days after which the last bar is too old: longer than any holiday of XNYS. */
  public static final long STALE_DAYS = 7;

  @Override
  public Strategy.Target decide(Strategy.Question question) {
    List<Bar> bars =
        question.dailyBars().stream()
            .filter(bar -> TradingDay.dateOf(bar.at()).isBefore(question.day().date()))
            .toList();
    if (bars.size() < LONG) {
      return flat("flat: " + bars.size() + " complete daily bars, needs " + LONG);
    }
    Bar last = bars.get(bars.size() - 1);
    LocalDate lastDay = TradingDay.dateOf(last.at());
    if (ChronoUnit.DAYS.between(lastDay, question.day().date()) > STALE_DAYS) {
      return flat("flat: the last daily bar is of " + lastDay + ", too old");
    }
    BigDecimal close = last.close().amount();
    BigDecimal shortAverage = average(bars, SHORT);
    BigDecimal longAverage = average(bars, LONG);
    String figures =
        "close "
            + close.toPlainString()
            + ", 50-day average "
            + shown(shortAverage)
            + ", 200-day average "
            + shown(longAverage);
    if (question.held().signum() > 0) {
      boolean stays =
          atLeast(close, shortAverage.multiply(LEAVE_BELOW))
              && atLeast(close, longAverage.multiply(LEAVE_BELOW));
      return stays
          ? new Strategy.Target(BigDecimal.ONE, "stay long: " + figures)
          : flat("leave, more than 2 % below an average: " + figures);
    }
    boolean enters = close.compareTo(shortAverage) > 0 && close.compareTo(longAverage) > 0;
    return enters
        ? new Strategy.Target(BigDecimal.ONE, "long, above both averages: " + figures)
        : flat("flat, not above both averages: " + figures);
  }

  private static Strategy.Target flat(String reason) {
    return new Strategy.Target(BigDecimal.ZERO, reason);
  }

  private static boolean atLeast(BigDecimal value, BigDecimal bound) {
    return value.compareTo(bound) >= 0;
  }

  private static BigDecimal average(List<Bar> bars, int days) {
    return bars.subList(bars.size() - days, bars.size()).stream()
        .map(bar -> bar.close().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(days), MathContext.DECIMAL64);
  }

  private static String shown(BigDecimal price) {
    return price.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
