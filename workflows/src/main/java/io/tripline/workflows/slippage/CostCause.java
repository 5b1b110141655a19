package io.tripline.workflows.slippage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the runbook's possible causes of costly fills, against the evidence. Pure.
 *
 * @param name as the runbook has it
 * @param finding seen, not seen, or not known
 * @param sentence the evidence
 */
public record CostCause(String name, Finding finding, String sentence) {
  /** What the evidence says of it. */
  public enum Finding {
    LIKELY,
    NOT_SEEN,
    UNKNOWN
  }

  /** Half a spread of more than this is a thin market for what we trade (risk.md section 1). */
  private static final BigDecimal THIN = new BigDecimal("2");

  /** The first and last minutes of a session have wide spreads and fast quotes. */
  private static final Duration EDGE = Duration.ofMinutes(15);

  /** A mean beyond this between decision and arrival says that the order came late. */
  private static final BigDecimal LATE = new BigDecimal("10");

  /** All three, in the runbook's order. */
  public static List<CostCause> of(
      List<FillSample> fills, String volatility, @Nullable Instant open, @Nullable Instant close) {
    List<FillSample> usable = fills.stream().filter(FillSample::usable).toList();
    List<CostCause> causes = new ArrayList<>();
    causes.add(volatility(volatility));
    causes.add(liquidity(usable, fills.size() - usable.size()));
    causes.add(timing(usable, open, close));
    return causes;
  }

  private static CostCause volatility(String label) {
    Finding finding =
        switch (label) {
          case "normal" -> Finding.NOT_SEEN;
          case "elevated", "stressed", "extreme" -> Finding.LIKELY;
          default -> Finding.UNKNOWN;
        };
    return new CostCause("high market volatility", finding, "the market is " + label);
  }

  private static CostCause liquidity(List<FillSample> usable, int unusable) {
    List<BigDecimal> spreads =
        usable.stream().map(FillSample::halfSpreadBps).filter(Objects::nonNull).sorted().toList();
    if (spreads.isEmpty()) {
      return new CostCause(
          "low liquidity",
          Finding.UNKNOWN,
          "no spread at arrival is known, " + unusable + " unusable");
    }
    BigDecimal median = spreads.get(spreads.size() / 2);
    return new CostCause(
        "low liquidity",
        median.compareTo(THIN) > 0 ? Finding.LIKELY : Finding.NOT_SEEN,
        "median half spread at arrival %s bps (n = %d), thin above %s"
            .formatted(SlippageStatistics.words(median), spreads.size(), THIN.toPlainString()));
  }

  private static CostCause timing(
      List<FillSample> usable, @Nullable Instant open, @Nullable Instant close) {
    String name = "timing of order submission";
    if (usable.isEmpty() || open == null || close == null) {
      return new CostCause(name, Finding.UNKNOWN, "no fill or no session hours to compare with");
    }
    long atEdges =
        usable.stream()
            .filter(each -> edge(each.marketAt(), open) || edge(each.marketAt(), close))
            .count();
    double[] delays =
        usable.stream()
            .map(FillSample::delayBps)
            .filter(Objects::nonNull)
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    BigDecimal mean = SlippageSummary.of(delays).mean();
    boolean late = mean != null && mean.abs().compareTo(LATE) > 0;
    return new CostCause(
        name,
        late || atEdges * 2 >= usable.size() ? Finding.LIKELY : Finding.NOT_SEEN,
        "%d of %d fills within %d min of open or close; mean delay from decision to arrival %s bps"
            .formatted(atEdges, usable.size(), EDGE.toMinutes(), SlippageStatistics.words(mean)));
  }

  /** Sessions of other days begin and end at the same time of day. */
  private static boolean edge(Instant at, Instant border) {
    long day = Duration.ofDays(1).toSeconds();
    long apart = Math.floorMod(at.getEpochSecond() - border.getEpochSecond(), day);
    return Math.min(apart, day - apart) <= EDGE.toSeconds();
  }
}
