package io.tripline.workflows.incident;

import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.slippage.CostCause;
import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the guard's figures say to the cause of a P2: which of them, against what, and which orders
 * are to be explained. Pure.
 */
record FillCase(Cause cause, @Nullable SlippageView view) {
  /** The figures in one line; empty when the guard told none. */
  Optional<String> figures() {
    if (view == null) {
      return Optional.empty();
    }
    FillsView orders = view.orders();
    String cost = view.statistics().sentence();
    if (orders == null) {
      return ofOrders() ? Optional.empty() : Optional.of(cost);
    }
    String fills = orders.statistics().sentence();
    return Optional.of(ofOrders() ? fills + "; cost: " + cost : cost + "; " + fills);
  }

  /** The figures against what is expected; empty when there is nothing to compare. */
  Optional<String> compared() {
    if (view == null) {
      return Optional.empty();
    }
    FillsView orders = view.orders();
    if (ofOrders()) {
      return Optional.ofNullable(orders)
          .map(seen ->
              cause == Cause.SLOW_FILLS ? seen.slow().sentence() : seen.inPart().sentence());
    }
    return Optional.of(
        "mean %s bps (n = %d), expected %s, investigate above %s: %s"
            .formatted(
                SlippageStatistics.words(view.statistics().recent().mean()),
                view.statistics().recent().n(),
                view.limits().baseline().toPlainString(),
                view.limits().mean().toPlainString(),
                view.label().sentence()));
  }

  /** How orders were filled; null when the guard told nothing of it. */
  @Nullable FillsView orders() {
    return view == null ? null : view.orders();
  }

  /** What is to be explained, and what is known of it. */
  CostCause.Evidence evidence(String volatility, @Nullable Instant open, @Nullable Instant close) {
    List<FillSample> fills = view == null ? List.of() : view.fills();
    FillsView told = orders();
    List<OrderEnd> orders =
        told == null ? List.of() : told.orders().stream().filter(OrderEnd::atOnce).toList();
    FillLimits limits = told == null ? FillLimits.DEFAULT : told.limits();
    List<Instant> moments =
        ofOrders()
            ? orders.stream()
                .filter(each ->
                    cause == Cause.SLOW_FILLS ? each.slowerThan(limits.slow()) : each.inPart())
                .map(OrderEnd::marketAt)
                .toList()
            : fills.stream().filter(FillSample::usable).map(FillSample::marketAt).toList();
    return new CostCause.Evidence(
        fills, orders, cause == Cause.PARTIAL_FILLS, moments, volatility, open, close);
  }

  private boolean ofOrders() {
    return cause == Cause.SLOW_FILLS || cause == Cause.PARTIAL_FILLS;
  }
}
