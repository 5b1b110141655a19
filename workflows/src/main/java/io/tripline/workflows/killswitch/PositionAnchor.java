package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.TradingDay;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was held in scope at a quiet moment; from here on only our own orders may change it. The
 * guard carries it through every continue-as-new.
 *
 * @param day the trading day of that moment
 * @param at market time
 * @param held by symbol; what is not in it was not held
 * @param resting the broker's ids of the orders that were open then: whose they are is not asked
 */
public record PositionAnchor(
    TradingDay day, Instant at, Map<String, Quantity> held, List<String> resting) {
  /** Copies. */
  public PositionAnchor {
    held = held == null ? Map.of() : new LinkedHashMap<>(held);
    resting = resting == null ? List.of() : List.copyOf(resting);
  }
}
