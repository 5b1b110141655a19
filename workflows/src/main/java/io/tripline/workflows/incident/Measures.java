package io.tripline.workflows.incident;

import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.slippage.CostCause;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a P2 proposes to change in how the session executes: what fits its cause, never more risk.
 * Pure.
 *
 * @param plan what people approve, one line each
 * @param offset basis points beyond the mid; null leaves it
 * @param requotes how often the rest is priced anew; null leaves it
 * @param patience how long an order may take; null leaves it
 * @param size percent of equity at most, such as {@code 47.5 %}
 * @param interval market time between decisions; null leaves it
 */
record Measures(
    List<String> plan,
    @Nullable String offset,
    @Nullable String requotes,
    @Nullable String patience,
    String size,
    @Nullable String interval) {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Smaller than this an order is none. */
  private static final BigDecimal LEAST_SIZE = new BigDecimal("0.01");

  /** Far enough beyond the mid to be filled at once, well inside the collar of 50. */
  private static final String BEYOND = "10";

  /** Copies the plan. */
  Measures {
    plan = List.copyOf(plan);
  }

  /** For a cause; what the causes say of the broker counts, too. */
  static Measures of(
      Cause cause, List<CostCause> causes, SessionPolicy configured, @Nullable FillsView orders) {
    List<String> plan = new ArrayList<>();
    BigDecimal part = HALF;
    String offset = null;
    String requotes = null;
    String patience = null;
    String interval = null;
    if (cause == Cause.SLOW_FILLS) {
      offset = BEYOND;
      requotes = "3";
      patience = "10s";
      plan.add(
          "limit orders up to %s bps beyond the mid, filled at once or priced anew each 10 s, up to"
                  .formatted(BEYOND)
              + " 3 times, instead of orders that wait at any price");
      Duration every = configured.executing().interval();
      if (every != null && likely(causes, "latency of the broker")) {
        interval = span(every.multipliedBy(2));
        plan.add("fewer decisions: one each " + interval + " instead of each " + span(every));
      }
    } else if (cause == Cause.PARTIAL_FILLS) {
      offset = BEYOND;
      requotes = "5";
      part = medianShare(orders).min(HALF);
      plan.add(
          "limit orders up to %s bps beyond the mid, the rest priced anew up to 5 times"
              .formatted(BEYOND));
    } else {
      plan.add("limit orders at the mid instead of market orders");
    }
    BigDecimal exposure =
        configured.exposure().multiply(part).setScale(4, RoundingMode.DOWN).max(LEAST_SIZE);
    String size = exposure.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    plan.add(
        "smaller size: "
            + size
            + " of equity at most, "
            + (part.compareTo(HALF) == 0
                ? "half of what is configured"
                : "the part of what is configured that orders were filled with"));
    plan.add("for the session that runs now, until its close; the next one starts as configured");
    causes.forEach(each -> plan.add("evidence: " + each.words()));
    if (likely(causes, "timing of order submission")) {
      plan.add(
          "for longer, in tripline.yaml: session.entryCutoff keeps entries away from the close;"
              + " decide later than 15 minutes after the open");
    }
    return new Measures(plan, offset, requotes, patience, size, interval);
  }

  /** As the running session takes it; the same request id is the same change. */
  ExecutionChange change(String requestId, String by, String reason) {
    return new ExecutionChange(
        requestId, by, reason, "limit", offset, requotes, patience, size, null, null, interval);
  }

  /** Whether a session that says this of itself executes so. */
  boolean inForce(String seen) {
    return seen.contains("limit at the mid")
        && seen.contains("up to " + size + " of equity")
        && (offset == null || seen.contains("+" + offset + " bps"))
        && (requotes == null || seen.contains("up to " + requotes + " times"))
        && (patience == null || seen.contains(patience + " to fill"))
        && (interval == null || seen.contains("a decision each " + interval));
  }

  private static boolean likely(List<CostCause> causes, String name) {
    return causes.stream()
        .anyMatch(each -> each.name().equals(name) && each.finding() == CostCause.Finding.LIKELY);
  }

  /** The middle share of the orders that ended with a part. */
  private static BigDecimal medianShare(@Nullable FillsView orders) {
    List<BigDecimal> shares =
        orders == null
            ? List.of()
            : orders.orders().stream()
                .filter(OrderEnd::inPart)
                .map(OrderEnd::share)
                .sorted()
                .toList();
    return shares.isEmpty() ? HALF : shares.get(shares.size() / 2);
  }

  /** As the session writes it: 2m, 1h30m. */
  private static String span(Duration span) {
    return span.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
