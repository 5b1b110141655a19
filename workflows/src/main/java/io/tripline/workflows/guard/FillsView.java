package io.tripline.workflows.guard;

import io.tripline.workflows.fills.FillFinding;
import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.fills.FillStatistics;
import io.tripline.workflows.fills.FillWindow;
import io.tripline.workflows.fills.OrderEnd;
import java.util.List;

/**
 * What the guard knows of how orders were filled.
 *
 * @param slow what the fill times say
 * @param inPart what the partial fills say
 * @param orders the last ones, oldest first
 */
public record FillsView(
    FillStatistics statistics,
    FillFinding slow,
    FillFinding inPart,
    FillLimits limits,
    List<OrderEnd> orders) {
  /** Copies the orders. */
  public FillsView {
    orders = List.copyOf(orders);
  }

  /** Of a window. */
  public static FillsView of(FillWindow window, FillLimits limits) {
    FillStatistics statistics = FillStatistics.of(window, limits);
    return new FillsView(
        statistics,
        FillFinding.slow(statistics, limits),
        FillFinding.inPart(statistics, limits),
        limits,
        window.orders());
  }
}
