package io.tripline.workflows.fills;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What people should make of fill times or partial fills. Both rules need several orders that
 * agree: one noisy order, however slow or small its fill, never declares anything.
 *
 * @param found true when it asks for an investigation
 * @param sentence why, or why not, with the number of orders
 */
public record FillFinding(boolean found, String sentence) {
  /**
   * Two thirds rather than half: when every tenth order is slow by chance, 0.05 % of windows of
   * five orders and 0.001 % of those of ten declare; with half it would be 0.9 and 0.2 %.
   */
  private static final double SLOW_SHARE = 2.0 / 3;

  /** So many at least, whatever the chance says of so few. */
  private static final int LEAST_IN_PART = 3;

  /** Below 1 %, because each new order is a further look at nearly the same ones. */
  private static final BigDecimal CHANCE = new BigDecimal("0.005");

  /** Orders take longer than they may: the median of the last ten, and two thirds of them. */
  public static FillFinding slow(FillStatistics of, FillLimits limits) {
    Duration median = of.median();
    boolean found =
        of.timed() >= limits.orders()
            && median != null
            && median.compareTo(limits.slow()) > 0
            && of.slow() >= SLOW_SHARE * of.timed();
    return new FillFinding(
        found,
        "%smedian fill time %s, slow above %s, %d of %d orders slower (n = %d)"
            .formatted(
                found ? "INVESTIGATE: " : "",
                FillStatistics.words(median),
                FillStatistics.words(limits.slow()),
                of.slow(),
                of.timed(),
                of.timed()));
  }

  /** More orders end with a part than the usual share explains: a one-sided binomial test. */
  public static FillFinding inPart(FillStatistics of, FillLimits limits) {
    boolean found =
        of.filled() >= limits.orders()
            && of.inPart() >= LEAST_IN_PART
            && of.chance().compareTo(CHANCE) < 0;
    return new FillFinding(
        found,
        "%s%d of %d orders ended with a part, usual %s %%, chance of so many %s %% (n = %d)"
            .formatted(
                found ? "INVESTIGATE: " : "",
                of.inPart(),
                of.filled(),
                percent(limits.partial()),
                percent(of.chance()),
                of.filled()));
  }

  private static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
