package io.tripline.workflows.slippage;

import io.tripline.workflows.slippage.SlippageWindow.Taken;
import java.util.List;

/** What the latest fill asks the guard to do. */
public sealed interface SlippageFinding {
  /** Nothing. */
  record Quiet() implements SlippageFinding {}

  /** One fill is beyond the limit of a single one: it trips only when its quotes are confirmed. */
  record Confirm(FillSample fill) implements SlippageFinding {}

  /** So many fills in a row were beyond their limit: it trips. */
  record InARow(List<FillSample> fills) implements SlippageFinding {
    /** Copies the fills. */
    public InARow {
      fills = List.copyOf(fills);
    }
  }

  /** Looks at the latest fill of this halt epoch; those before the last reset do not count. */
  static SlippageFinding of(SlippageWindow window, int epoch, SlippageLimits limits) {
    List<FillSample> usable =
        window.fills().stream()
            .filter(taken -> taken.epoch() == epoch)
            .map(Taken::sample)
            .filter(FillSample::usable)
            .toList();
    boolean latestIsUsable =
        !window.fills().isEmpty()
            && !usable.isEmpty()
            && window
                .fills()
                .get(window.fills().size() - 1)
                .sample()
                .equals(usable.get(usable.size() - 1));
    if (!latestIsUsable) {
      return new Quiet();
    }
    int row = limits.fillsInARow();
    List<FillSample> last = usable.subList(Math.max(0, usable.size() - row), usable.size());
    if (last.size() == row && last.stream().allMatch(fill -> fill.beyond(limits.inARow()))) {
      return new InARow(last);
    }
    FillSample latest = usable.get(usable.size() - 1);
    return latest.beyond(limits.fill()) ? new Confirm(latest) : new Quiet();
  }
}
