package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.List;

/** What an account held at an instant of market time; a symbol that is not in it was not held. */
public record Balance(Instant marketAt, Money cash, Money equity, List<Held> positions) {
  /** Copies the positions. */
  public Balance {
    positions = List.copyOf(positions);
  }

  /** A signed quantity. */
  public record Held(Symbol symbol, Quantity quantity) {}

  Quantity of(Symbol symbol) {
    return positions.stream()
        .filter(held -> held.symbol().equals(symbol))
        .map(Held::quantity)
        .findFirst()
        .orElse(Quantity.ZERO);
  }
}
