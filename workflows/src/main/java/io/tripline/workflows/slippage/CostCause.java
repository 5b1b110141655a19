package io.tripline.workflows.slippage;

import io.tripline.workflows.fills.OrderEnd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the runbook's possible causes of costly, slow or partial fills, against the evidence.
 * Pure.
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

  /**
   * What is known of the fills in question.
   *
   * @param fills what they cost
   * @param orders how they were filled, those that could be filled at once
   * @param partsAreTheQuestion true where partial fills are what is to be explained: then they
   *     explain nothing
   * @param moments market time of what is to be explained: each costly, slow or partial order
   * @param volatility the market's label
   * @param open of the session; null when not known
   * @param close of the session; null when not known
   */
  public record Evidence(
      List<FillSample> fills,
      List<OrderEnd> orders,
      boolean partsAreTheQuestion,
      List<Instant> moments,
      String volatility,
      @Nullable Instant open,
      @Nullable Instant close) {
    /** Copies the lists. */
    public Evidence {
      fills = List.copyOf(fills);
      orders = List.copyOf(orders);
      moments = List.copyOf(moments);
    }

    private List<FillSample> usable() {
      return fills.stream().filter(FillSample::usable).toList();
    }
  }

  /** Half a spread of more than this is a thin market for what we trade (risk.md section 1). */
  private static final BigDecimal THIN = new BigDecimal("2");

  /** An order larger than what the best price shows has to wait, or to pay more. */
  private static final BigDecimal LARGE = BigDecimal.ONE;

  /** Parts beyond chance: every third order, and several. */
  private static final int PARTS_ONE_IN = 3;

  private static final int LEAST_PARTS = 3;

  /** The first and last minutes of a session have wide spreads and fast quotes. */
  private static final Duration EDGE = Duration.ofMinutes(15);

  /** A mean beyond this between decision and arrival says that the order came late. */
  private static final BigDecimal LATE = new BigDecimal("10");

  /** A broker that answers a read later than this is slow itself. */
  private static final long SLOW_ANSWER_MILLIS = 1_000;

  /** All three, in the runbook's order. */
  public static List<CostCause> of(Evidence evidence) {
    List<CostCause> causes = new ArrayList<>();
    causes.add(volatility(evidence.volatility()));
    causes.add(liquidity(evidence));
    causes.add(timing(evidence));
    return causes;
  }

  /**
   * Slow fills may be the broker's own.
   *
   * @param millis how long each call of a test took; empty when there was no test
   */
  public static CostCause latency(List<Long> millis) {
    String name = "latency of the broker";
    if (millis.isEmpty()) {
      return new CostCause(name, Finding.UNKNOWN, "the API was not tested");
    }
    List<Long> sorted = millis.stream().sorted().toList();
    long slowest = sorted.get(sorted.size() - 1);
    return new CostCause(
        name,
        slowest > SLOW_ANSWER_MILLIS ? Finding.LIKELY : Finding.NOT_SEEN,
        "slowest of %d calls %d ms, median %d ms, slow above %d ms"
            .formatted(sorted.size(), slowest, sorted.get(sorted.size() / 2), SLOW_ANSWER_MILLIS));
  }

  /** The cause with its finding and its evidence, for people. */
  public String words() {
    String found =
        switch (finding) {
          case LIKELY -> "LIKELY";
          case NOT_SEEN -> "not seen";
          case UNKNOWN -> "UNKNOWN";
        };
    return name + " " + found + " (" + sentence + ")";
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

  private static CostCause liquidity(Evidence evidence) {
    String name = "low liquidity";
    List<FillSample> usable = evidence.usable();
    List<BigDecimal> spreads =
        usable.stream().map(FillSample::halfSpreadBps).filter(Objects::nonNull).sorted().toList();
    List<BigDecimal> sizes =
        evidence.orders().stream().map(CostCause::timesShown).filter(Objects::nonNull).toList();
    sizes = sizes.stream().sorted().toList();
    List<String> seen = new ArrayList<>();
    boolean likely = false;
    if (!spreads.isEmpty()) {
      BigDecimal median = spreads.get(spreads.size() / 2);
      likely = median.compareTo(THIN) > 0;
      seen.add(
          "median half spread at arrival %s bps (n = %d), thin above %s"
              .formatted(SlippageStatistics.words(median), spreads.size(), THIN.toPlainString()));
    }
    if (!sizes.isEmpty()) {
      BigDecimal median = sizes.get(sizes.size() / 2);
      likely |= median.compareTo(LARGE) > 0;
      seen.add(
          "orders of %s times what the best price showed (n = %d), large above %s"
              .formatted(median.toPlainString(), sizes.size(), LARGE.toPlainString()));
    }
    long filled = evidence.orders().stream().filter(each -> each.filled().signum() > 0).count();
    if (!evidence.partsAreTheQuestion() && filled > 0) {
      long parts = evidence.orders().stream().filter(OrderEnd::inPart).count();
      likely |= parts >= LEAST_PARTS && parts * PARTS_ONE_IN >= filled;
      seen.add("%d of %d orders ended with a part".formatted(parts, filled));
    }
    if (spreads.isEmpty() && sizes.isEmpty() && !likely) {
      return new CostCause(
          name,
          Finding.UNKNOWN,
          "neither spread nor size at arrival is known, "
              + (evidence.fills().size() - usable.size())
              + " unusable");
    }
    return new CostCause(name, likely ? Finding.LIKELY : Finding.NOT_SEEN, String.join("; ", seen));
  }

  private static @Nullable BigDecimal timesShown(OrderEnd order) {
    return order.shown() == null || order.shown().signum() <= 0
        ? null
        : order.ordered().amount().divide(order.shown().amount(), 2, RoundingMode.HALF_EVEN);
  }

  private static CostCause timing(Evidence evidence) {
    String name = "timing of order submission";
    Instant open = evidence.open();
    Instant close = evidence.close();
    List<Instant> moments = evidence.moments();
    if (moments.isEmpty() || open == null || close == null) {
      return new CostCause(name, Finding.UNKNOWN, "no fill or no session hours to compare with");
    }
    long atEdges = moments.stream().filter(each -> edge(each, open) || edge(each, close)).count();
    double[] delays =
        evidence.usable().stream()
            .map(FillSample::delayBps)
            .filter(Objects::nonNull)
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    BigDecimal mean = SlippageSummary.of(delays).mean();
    boolean late = mean != null && mean.abs().compareTo(LATE) > 0;
    return new CostCause(
        name,
        late || atEdges * 2 >= moments.size() ? Finding.LIKELY : Finding.NOT_SEEN,
        "%d of %d orders within %d min of open or close; mean delay from decision to arrival %s bps"
            .formatted(atEdges, moments.size(), EDGE.toMinutes(), SlippageStatistics.words(mean)));
  }

  /** Sessions of other days begin and end at the same time of day. */
  private static boolean edge(Instant at, Instant border) {
    long day = Duration.ofDays(1).toSeconds();
    long apart = Math.floorMod(at.getEpochSecond() - border.getEpochSecond(), day);
    return Math.min(apart, day - apart) <= EDGE.toSeconds();
  }
}
