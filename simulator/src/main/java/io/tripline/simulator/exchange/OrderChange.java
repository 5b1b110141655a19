package io.tripline.simulator.exchange;

import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a client wants changed in a working order; null leaves a term as it is. */
public record OrderChange(
    @Nullable BigDecimal quantity,
    @Nullable TimeInForce timeInForce,
    @Nullable BigDecimal limitPrice,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal trail,
    @Nullable String clientOrderId) {}
