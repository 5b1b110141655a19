package io.tripline.workflows.slippage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What people should make of the statistics, by the rules of risk.md section 6.2 that trip nothing.
 *
 * @param grade how much it asks for
 * @param sentence why, with the number of fills
 */
public record SlippageLabel(Grade grade, String sentence) {
  /** From nothing to a well-founded doubt. */
  public enum Grade {
    NORMAL,
    /** Worth a look; too few fills for more. */
    NOTE,
    /** The mean or the cumulative sum is beyond doubt too high. */
    INVESTIGATE
  }

  private static final int LEAST_FILLS = 5;
  private static final BigDecimal NOTED_FILL = new BigDecimal("25");
  private static final BigDecimal THREE = BigDecimal.valueOf(3);

  /** Of a window and its statistics. */
  public static SlippageLabel of(
      SlippageStatistics statistics, @Nullable FillSample latest, SlippageLimits limits) {
    SlippageSummary recent = statistics.recent();
    BigDecimal mean = recent.mean();
    BigDecimal bound = recent.lowerBound();
    String n = " (n = " + recent.n() + ")";
    if (statistics.cusum().compareTo(statistics.cusumAlarm()) > 0) {
      return new SlippageLabel(
          Grade.INVESTIGATE,
          "INVESTIGATE: CUSUM %s is beyond %s"
                  .formatted(statistics.cusum(), statistics.cusumAlarm())
              + n);
    }
    boolean high = mean != null && mean.compareTo(limits.mean()) > 0;
    if (high
        && recent.n() >= LEAST_FILLS
        && bound != null
        && bound.compareTo(limits.baseline()) > 0) {
      return new SlippageLabel(
          Grade.INVESTIGATE,
          "INVESTIGATE: mean %s bps is beyond %s, its lower bound %s beyond the expected %s"
                  .formatted(
                      SlippageStatistics.words(mean),
                      limits.mean().toPlainString(),
                      SlippageStatistics.words(bound),
                      limits.baseline().toPlainString())
              + n);
    }
    if (high) {
      return new SlippageLabel(
          Grade.NOTE,
          "INVESTIGATE: mean %s bps is beyond %s, which so few or so different fills do not prove"
                  .formatted(SlippageStatistics.words(mean), limits.mean().toPlainString())
              + n);
    }
    BigDecimal noted = NOTED_FILL.min(limits.baseline().add(statistics.sigma().multiply(THREE)));
    if (latest != null && latest.beyond(noted)) {
      return new SlippageLabel(
          Grade.NOTE,
          "one fill of "
              + SlippageStatistics.words(latest.executionBps())
              + " bps is worth a note"
              + n);
    }
    return new SlippageLabel(Grade.NORMAL, "as expected" + n);
  }
}
