package io.tripline.workflows.reconciliation;

import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageSummary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the week's fills cost against what the runbook expects.
 *
 * @param execution arrival → fill
 * @param delay decision → arrival, a figure for scheduling
 * @param unusable fills without a fresh quote at submission
 * @param baseline the mean that is expected, bps
 * @param investigateAbove bps
 */
public record WeekSlippage(
    SlippageSummary execution,
    SlippageSummary delay,
    int unusable,
    BigDecimal baseline,
    BigDecimal investigateAbove) {
  private static final int LEAST_FILLS = 5;

  static WeekSlippage of(List<FillSample> samples, SlippageLimits limits) {
    List<FillSample> usable = samples.stream().filter(FillSample::usable).toList();
    return new WeekSlippage(
        SlippageSummary.of(numbers(usable.stream().map(FillSample::executionBps).toList())),
        SlippageSummary.of(numbers(usable.stream().map(FillSample::delayBps).toList())),
        samples.size() - usable.size(),
        limits.baseline(),
        limits.mean());
  }

  private static double[] numbers(List<? extends @Nullable BigDecimal> values) {
    return values.stream()
        .filter(Objects::nonNull)
        .mapToDouble(each -> each == null ? 0 : each.doubleValue())
        .toArray();
  }

  /** What people should make of it, with the number of fills. */
  public String verdict() {
    BigDecimal mean = execution.mean();
    if (mean == null) {
      return "no usable fill";
    }
    String n = " (n = " + execution.n() + ")";
    if (mean.compareTo(investigateAbove) > 0) {
      return "INVESTIGATE: mean "
          + SlippageStatistics.words(mean)
          + " bps is beyond "
          + investigateAbove.toPlainString()
          + (execution.n() < LEAST_FILLS ? ", on too few fills to prove it" : "")
          + n;
    }
    return (mean.compareTo(baseline) > 0 ? "above the baseline" : "as expected") + n;
  }
}
