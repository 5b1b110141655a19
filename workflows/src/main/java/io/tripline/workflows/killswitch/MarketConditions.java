package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Bar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How unusual the day is for a symbol (risk.md section 5). Figures that lack data are {@code NaN}.
 *
 * @param move today's return since the previous close, as a fraction
 * @param sigma20 standard deviation of the last 20 daily log returns
 * @param z today's log return in units of {@code sigma20}
 * @param atr14 Wilder's average of the last 14 true ranges, dollars
 * @param rangeRatio today's true range over {@code atr14}
 * @param volatilityRatio today's realised volatility, scaled to a full day, over {@code sigma20}
 */
public record MarketConditions(
    double move,
    double sigma20,
    double z,
    double atr14,
    double rangeRatio,
    double volatilityRatio,
    boolean halted) {
  private static final int SIGMA_DAYS = 20;
  private static final int ATR_DAYS = 14;
  private static final int BARS_PER_STEP = 5;
  private static final double STEPS_PER_DAY = 78;

  /** What goes into the verdict; it blocks entries at extreme and never blocks exits. */
  public enum Label {
    NORMAL,
    ELEVATED,
    STRESSED,
    EXTREME,
    UNKNOWN
  }

  /**
   * From daily bars before today, today's bar so far and today's one-minute bars, all ascending.
   *
   * @param halted true where a limit-up, limit-down or market-wide halt is on
   */
  public static MarketConditions of(List<Bar> daily, Bar today, List<Bar> minutes, boolean halted) {
    double[] closes = daily.stream().mapToDouble(b -> b.close().amount().doubleValue()).toArray();
    double previous = closes.length == 0 ? Double.NaN : closes[closes.length - 1];
    double now = today.close().amount().doubleValue();
    double[] returns = logReturns(closes);
    double sigma =
        returns.length < SIGMA_DAYS
            ? Double.NaN
            : deviation(Arrays.copyOfRange(returns, returns.length - SIGMA_DAYS, returns.length));
    double atr = averageTrueRange(daily);
    return new MarketConditions(
        now / previous - 1,
        sigma,
        Math.log(now / previous) / sigma,
        atr,
        trueRange(previous, today) / atr,
        realised(minutes) / sigma,
        halted);
  }

  /** The label; UNKNOWN where neither z nor the ratio could be had. */
  public Label label() {
    if (halted || Math.abs(z) > 4) {
      return Label.EXTREME;
    }
    if (Math.abs(z) >= 3 || volatilityRatio > 2) {
      return Label.STRESSED;
    }
    if (Math.abs(z) >= 2) {
      return Label.ELEVATED;
    }
    return Double.isNaN(z) ? Label.UNKNOWN : Label.NORMAL;
  }

  /** One sentence for people, without the label. */
  public String sentence(String symbol) {
    return String.format(
        Locale.ROOT,
        "%s moved %+.2f %% since the previous close (z %s), realised volatility %s times usual",
        symbol,
        100 * move,
        figure(z),
        figure(volatilityRatio));
  }

  /** A figure as people read it; {@code unknown} where it could not be had. */
  public static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "unknown";
  }

  static double[] logReturns(double[] closes) {
    double[] returns = new double[Math.max(0, closes.length - 1)];
    for (int i = 1; i < closes.length; i++) {
      returns[i - 1] = Math.log(closes[i] / closes[i - 1]);
    }
    return returns;
  }

  /** Sample standard deviation; NaN for fewer than two values. */
  static double deviation(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double averageTrueRange(List<Bar> daily) {
    if (daily.size() <= ATR_DAYS) {
      return Double.NaN;
    }
    double average = 0;
    for (int i = 1; i <= ATR_DAYS; i++) {
      average += trueRange(close(daily, i - 1), daily.get(i)) / ATR_DAYS;
    }
    for (int i = ATR_DAYS + 1; i < daily.size(); i++) {
      average =
          (average * (ATR_DAYS - 1) + trueRange(close(daily, i - 1), daily.get(i))) / ATR_DAYS;
    }
    return average;
  }

  private static double close(List<Bar> bars, int index) {
    return bars.get(index).close().amount().doubleValue();
  }

  private static double trueRange(double previousClose, Bar bar) {
    double high = bar.high().amount().doubleValue();
    double low = bar.low().amount().doubleValue();
    return Math.max(high, previousClose) - Math.min(low, previousClose);
  }

  /** Root of the summed squared five-minute log returns, scaled to a full day. */
  private static double realised(List<Bar> minutes) {
    double[] fives = new double[minutes.size() / BARS_PER_STEP];
    for (int i = 0; i < fives.length; i++) {
      fives[i] = close(minutes, (i + 1) * BARS_PER_STEP - 1);
    }
    double[] returns = logReturns(fives);
    if (returns.length == 0) {
      return Double.NaN;
    }
    double squares = Arrays.stream(returns).map(r -> r * r).sum();
    return Math.sqrt(squares) * Math.sqrt(STEPS_PER_DAY / returns.length);
  }
}
