package io.tripline.workflows.fills;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What the last orders say of fill times and partial fills, always with their number.
 *
 * @param timed orders of which a time is known, at most the last {@link #TIMED}
 * @param median of their times; null without any. Where the middle ones were given up it is at
 *     least this
 * @param longest of their times; null without any
 * @param slow how many of them were slow
 * @param filled orders that filled at least a part, of all that are kept
 * @param inPart how many of those ended with a part
 * @param chance how likely so many would be if only the usual share did, 0 to 1
 */
public record FillStatistics(
    int timed,
    @Nullable Duration median,
    @Nullable Duration longest,
    int slow,
    int filled,
    int inPart,
    BigDecimal chance) {
  /** The orders that the rule of the median looks at. */
  public static final int TIMED = 10;

  private static final BigDecimal HUNDRED = new BigDecimal("100");

  /** Of a window. */
  public static FillStatistics of(FillWindow window, FillLimits limits) {
    List<OrderEnd> known =
        window.orders().stream().filter(each -> each.timed(limits.slow())).toList();
    List<OrderEnd> last = known.subList(Math.max(0, known.size() - TIMED), known.size());
    List<Duration> times =
        last.stream().map(OrderEnd::took).filter(Objects::nonNull).sorted().toList();
    List<OrderEnd> filled =
        window.orders().stream()
            .filter(each -> each.atOnce() && each.filled().signum() > 0)
            .toList();
    int inPart = (int) filled.stream().filter(OrderEnd::inPart).count();
    return new FillStatistics(
        times.size(),
        times.isEmpty() ? null : times.get(times.size() / 2),
        times.isEmpty() ? null : times.get(times.size() - 1),
        (int) last.stream().filter(each -> each.slowerThan(limits.slow())).count(),
        filled.size(),
        inPart,
        chance(filled.size(), inPart, limits.partial()));
  }

  /** P(X ≥ k) of n orders that end with a part by the usual share, each by itself. */
  private static BigDecimal chance(int n, int k, BigDecimal usual) {
    double above =
        k == 0 ? 1 : BinomialDistribution.of(n, usual.doubleValue()).survivalProbability(k - 1);
    return BigDecimal.valueOf(above).setScale(6, RoundingMode.HALF_EVEN);
  }

  /** The share of filled orders that ended with a part, in percent; null without any. */
  public @Nullable BigDecimal percentInPart() {
    return filled == 0
        ? null
        : BigDecimal.valueOf(inPart)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(filled), 1, RoundingMode.HALF_EVEN);
  }

  /** The figures for the journal and the report, by their documented names. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("timed", String.valueOf(timed));
    put(data, "medianMillis", median);
    put(data, "longestMillis", longest);
    data.put("slow", String.valueOf(slow));
    data.put("filled", String.valueOf(filled));
    data.put("inPart", String.valueOf(inPart));
    BigDecimal percent = percentInPart();
    if (percent != null) {
      data.put("inPartPercent", percent.toPlainString());
    }
    data.put("inPartChance", chance.toPlainString());
    return data;
  }

  /** One line for people. */
  public String sentence() {
    BigDecimal percent = percentInPart();
    return "fill time: n = %d, median %s, longest %s, %d slow; in part: %d of %d orders%s"
        .formatted(
            timed,
            words(median),
            words(longest),
            slow,
            inPart,
            filled,
            percent == null ? "" : " (" + percent.toPlainString() + " %)");
  }

  /** A time as people read it: milliseconds below a second, seconds above. */
  public static String words(@Nullable Duration time) {
    if (time == null) {
      return "unknown";
    }
    long millis = time.toMillis();
    return millis < 1_000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " s";
  }

  private static void put(Map<String, String> data, String key, @Nullable Duration value) {
    if (value != null) {
      data.put(key, String.valueOf(value.toMillis()));
    }
  }
}
