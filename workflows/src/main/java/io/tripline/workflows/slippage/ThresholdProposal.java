package io.tripline.workflows.slippage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * What the figures speak for after a trip. A proposal only: people set limits, and a looser one
 * asks its own gate.
 *
 * @param name the limit's name in {@code tripline.yaml}
 * @param proposed equal to {@code current} where it should stay
 */
public record ThresholdProposal(
    String name, BigDecimal current, BigDecimal proposed, String reason) {
  /** How the market was, as far as thresholds go. */
  public enum Market {
    CALM,
    VOLATILE,
    UNKNOWN
  }

  private static final int FILLS_NEEDED = 10;
  private static final double FAR_ABOVE = 3;
  private static final double LEAST_IN_A_ROW = 20;
  private static final double STEP = 5;

  /** True where nothing should change. */
  public boolean keeps() {
    return current.compareTo(proposed) == 0;
  }

  /** One line for people. */
  public String sentence() {
    return keeps()
        ? "keep %s at %s bps: %s".formatted(name, current.toPlainString(), reason)
        : "%s %s -> %s bps: %s"
            .formatted(name, current.toPlainString(), proposed.toPlainString(), reason);
  }

  /** For both limits that trip. */
  public static List<ThresholdProposal> of(
      SlippageStatistics statistics, List<FillSample> fills, SlippageLimits limits, Market market) {
    return List.of(
        inARow(fills, limits, market),
        new ThresholdProposal(
            "slippage.fill",
            limits.fill(),
            limits.fill(),
            "a single fill trips only after its quotes and executions were confirmed"
                + " (95th percentile of %d fills: %s bps)"
                    .formatted(
                        statistics.all().n(), SlippageStatistics.words(statistics.all().p95()))));
  }

  private static ThresholdProposal inARow(
      List<FillSample> fills, SlippageLimits limits, Market market) {
    BigDecimal now = limits.inARow();
    double[] costs =
        fills.stream()
            .filter(FillSample::usable)
            .map(FillSample::executionBps)
            .flatMap(java.util.stream.Stream::ofNullable)
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    double[] ordinary = Arrays.stream(costs).filter(bps -> bps <= now.doubleValue()).toArray();
    if (market == Market.VOLATILE) {
      return keep(now, "the market was volatile; a looser limit would stay when the storm is over");
    }
    if (market == Market.UNKNOWN) {
      return keep(now, "how volatile the market was is unknown; nothing speaks for a change");
    }
    if (costs.length < FILLS_NEEDED) {
      return keep(
          now,
          "a calm market does not explain these fills, and %d are too few to learn from: look at order type, size and timing first"
              .formatted(costs.length));
    }
    double median = Median.withDefaults().evaluate(costs.clone());
    if (median > now.doubleValue() / 2) {
      return propose(
          now,
          Math.min(2 * median, SlippageLimits.MOST_IN_A_ROW.min(limits.fill()).doubleValue()),
          "ordinary fills cost %.1f bps in the median, so that it trips on them; only where that cost is accepted, else use limit orders"
              .formatted(median));
    }
    double usual = ordinary.length == 0 ? 0 : Quantile.withDefaults().evaluate(ordinary, 0.95);
    double tighter = Math.max(LEAST_IN_A_ROW, FAR_ABOVE * usual);
    return tighter + STEP <= now.doubleValue()
        ? propose(
            now,
            tighter,
            "19 of 20 ordinary fills cost at most %.1f bps: a tighter limit would have tripped sooner"
                .formatted(usual))
        : keep(now, "it lies where ordinary fills (95th percentile %.1f bps) end".formatted(usual));
  }

  private static ThresholdProposal keep(BigDecimal now, String reason) {
    return new ThresholdProposal("slippage.inARow", now, now, reason);
  }

  private static ThresholdProposal propose(BigDecimal now, double to, String reason) {
    BigDecimal rounded =
        BigDecimal.valueOf(Math.ceil(to / STEP) * STEP)
            .min(SlippageLimits.MOST_IN_A_ROW)
            .setScale(0, RoundingMode.HALF_UP);
    return new ThresholdProposal("slippage.inARow", now, rounded, reason);
  }
}
