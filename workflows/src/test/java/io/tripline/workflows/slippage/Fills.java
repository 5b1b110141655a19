package io.tripline.workflows.slippage;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;

/** Fills by hand. */
public final class Fills {
  private static final Instant AT = Instant.parse("2026-11-16T15:00:00Z");

  private Fills() {}

  /** A fill of an order of that number at that execution cost. */
  public static FillSample fill(int number, String bps) {
    return new FillSample(
        new ClientOrderId("cafe0123-" + number),
        new Symbol("SPY"),
        Side.BUY,
        Quantity.of("10"),
        Price.of("600"),
        Price.of("600"),
        new BigDecimal("40"),
        new BigDecimal(bps),
        new BigDecimal("0.1"),
        "",
        AT.plusSeconds(number * 60L));
  }

  /** A fill whose quote at submission was no arrival price. */
  public static FillSample unusable(int number) {
    return new FillSample(
        new ClientOrderId("cafe0123-" + number),
        new Symbol("SPY"),
        Side.SELL,
        Quantity.of("10"),
        null,
        Price.of("600"),
        null,
        null,
        null,
        "no usable quote at submission",
        AT.plusSeconds(number * 60L));
  }

  /** A window of those execution costs within one epoch. */
  public static SlippageWindow window(double... bps) {
    SlippageWindow window = SlippageWindow.EMPTY;
    for (int i = 0; i < bps.length; i++) {
      window = window.with(fill(i + 1, String.valueOf(bps[i])), 1, SlippageLimits.DEFAULT);
    }
    return window;
  }
}
