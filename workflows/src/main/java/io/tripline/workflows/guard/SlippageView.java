package io.tripline.workflows.guard;

import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLabel.Grade;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the guard knows of the cost of fills, and of how orders were filled.
 *
 * @param limits those in force now, halved in probation
 * @param fills the last ten, oldest first
 * @param orders fill times and partial fills; absent from a guard of old
 */
public record SlippageView(
    SlippageStatistics statistics,
    SlippageLabel label,
    SlippageLimits limits,
    List<FillSample> fills,
    @Nullable FillsView orders) {
  private static final int LEAST_FILLS = 5;

  /** Copies the fills. */
  public SlippageView {
    fills = List.copyOf(fills);
  }

  /** The mean or the cumulative sum is too high, on however few fills. */
  public boolean high() {
    return label.grade() == Grade.INVESTIGATE
        || label.sentence().startsWith(Grade.INVESTIGATE.name());
  }

  /** Too high on fills enough: a P2. The cumulative sum may alarm on fewer, which is a note. */
  public boolean founded() {
    return label.grade() == Grade.INVESTIGATE && statistics.recent().n() >= LEAST_FILLS;
  }

  /** Of a guard that says nothing of how orders were filled. */
  public SlippageView(
      SlippageStatistics statistics,
      SlippageLabel label,
      SlippageLimits limits,
      List<FillSample> fills) {
    this(statistics, label, limits, fills, null);
  }
}
