package io.tripline.workflows.slippage;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one order's fill in basis points; positive is cost (risk.md section 6.1). Without a
 * fresh quote at submission it is unusable, not zero.
 *
 * @param order one sample per order: the same order twice is one sample
 * @param arrival middle of the quote at submission; null when unusable
 * @param fill average price of the fill
 * @param delayBps decision → arrival; never trips anything; null when unusable
 * @param executionBps arrival → fill; null when unusable
 * @param halfSpreadBps half the spread over the mid at arrival; null when unusable
 * @param unusable why; empty when usable
 * @param marketAt market time of the submission
 */
public record FillSample(
    ClientOrderId order,
    Symbol symbol,
    Side side,
    Quantity quantity,
    @Nullable Price arrival,
    Price fill,
    @Nullable BigDecimal delayBps,
    @Nullable BigDecimal executionBps,
    @Nullable BigDecimal halfSpreadBps,
    String unusable,
    Instant marketAt) {
  /** True where an execution cost was measured. */
  public boolean usable() {
    return executionBps != null && (unusable == null || unusable.isEmpty());
  }

  /** True where the execution cost is known and beyond {@code bps}. */
  public boolean beyond(BigDecimal bps) {
    return executionBps != null && usable() && executionBps.compareTo(bps) > 0;
  }
}
