package io.tripline.workflows.guard;

import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.util.List;

/**
 * What the guard knows of the cost of fills.
 *
 * @param limits those in force now, halved in probation
 * @param fills the last ten, oldest first
 */
public record SlippageView(
    SlippageStatistics statistics,
    SlippageLabel label,
    SlippageLimits limits,
    List<FillSample> fills) {
  /** Copies the fills. */
  public SlippageView {
    fills = List.copyOf(fills);
  }
}
