package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order as a client asks for it, well-formed but not yet checked against the rules. */
public record OrderRequest(
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    OrderClass orderClass,
    @Nullable BigDecimal quantity,
    @Nullable BigDecimal notional,
    @Nullable BigDecimal limitPrice,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal trailPrice,
    @Nullable BigDecimal trailPercent,
    @Nullable String clientOrderId,
    @Nullable String positionIntent,
    boolean extendedHours,
    @Nullable BigDecimal takeProfitLimit,
    @Nullable BigDecimal stopLossStop,
    @Nullable BigDecimal stopLossLimit) {

  /** A market order for the day, as the broker itself places it to close a position. */
  static OrderRequest closing(String symbol, Side side, BigDecimal quantity) {
    return new OrderRequest(
        symbol,
        side,
        OrderType.MARKET,
        TimeInForce.DAY,
        OrderClass.SIMPLE,
        quantity,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null);
  }

  boolean isFractional() {
    return notional != null || (quantity != null && quantity.stripTrailingZeros().scale() > 0);
  }
}
