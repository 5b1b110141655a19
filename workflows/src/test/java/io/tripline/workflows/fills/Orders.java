package io.tripline.workflows.fills;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends of orders by hand. */
public final class Orders {
  private static final Instant AT = Instant.parse("2026-11-16T16:00:00Z");

  private Orders() {}

  /** An order of that number that filled whole in so many milliseconds. */
  public static OrderEnd took(int number, long millis) {
    return end(number, "10", "10", millis, true);
  }

  /** An order of ten shares of which so many were filled within 30 s. */
  public static OrderEnd part(int number, int filled) {
    return end(number, "10", String.valueOf(filled), 30_000, true);
  }

  /** An order with a limit that the quote did not reach, given up after 30 s with a part. */
  public static OrderEnd resting(int number) {
    return end(number, "10", "3", 30_000, false);
  }

  /** A window of those. */
  public static FillWindow window(List<OrderEnd> ends) {
    FillWindow window = FillWindow.EMPTY;
    for (OrderEnd end : ends) {
      window = window.with(end);
    }
    return window;
  }

  private static OrderEnd end(
      int number, String ordered, String filled, long millis, boolean atOnce) {
    return new OrderEnd(
        new ClientOrderId("cafe0123-" + number),
        new Symbol("SPY"),
        number % 2 == 0 ? Side.SELL : Side.BUY,
        atOnce,
        Quantity.of(ordered),
        Quantity.of(filled),
        Duration.ofMillis(millis),
        Quantity.of("200"),
        AT.plusSeconds(number * 60L));
  }
}
