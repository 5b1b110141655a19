package io.tripline.workflows.slippage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The usual figures of some fills, in basis points with three decimals; null where there are too
 * few fills for one.
 *
 * @param lowerBound one-sided 95 % t lower bound of the mean; needs two fills
 * @param bootstrapLow lower end of the seeded 95 % bootstrap interval of the mean
 * @param bootstrapHigh its upper end
 */
public record SlippageSummary(
    int n,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal median,
    @Nullable BigDecimal p95,
    @Nullable BigDecimal lowerBound,
    @Nullable BigDecimal bootstrapLow,
    @Nullable BigDecimal bootstrapHigh) {
  private static final double CONFIDENCE = 0.95;
  private static final int RESAMPLES = 1_000;

  /** The same fills give the same interval, today and in the review. */
  private static final long SEED = 5_10;

  /** Of any values, in any order. */
  public static SlippageSummary of(double[] values) {
    int n = values.length;
    if (n == 0) {
      return new SlippageSummary(0, null, null, null, null, null, null);
    }
    double mean = Mean.of(values).getAsDouble();
    if (n == 1) {
      return new SlippageSummary(1, bps(mean), bps(mean), bps(mean), null, null, null);
    }
    double[] means = resampledMeans(values);
    Quantile quantile = Quantile.withDefaults();
    return new SlippageSummary(
        n,
        bps(mean),
        bps(Median.withDefaults().evaluate(values.clone())),
        bps(quantile.evaluate(values.clone(), CONFIDENCE)),
        bps(lowerBound(values, mean)),
        bps(quantile.evaluate(means, 0.025)),
        bps(quantile.evaluate(means, 0.975)));
  }

  private static double lowerBound(double[] values, double mean) {
    int n = values.length;
    double error = StandardDeviation.of(values).getAsDouble() / Math.sqrt(n);
    return mean - TDistribution.of(n - 1.0).inverseCumulativeProbability(CONFIDENCE) * error;
  }

  private static double[] resampledMeans(double[] values) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return means;
  }

  static BigDecimal bps(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
  }
}
