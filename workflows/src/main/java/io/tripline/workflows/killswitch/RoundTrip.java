package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From flat to flat in one symbol.
 *
 * @param last id of the execution that closed it
 * @param day New York date of that execution
 * @param result what was received less what was paid
 */
public record RoundTrip(Symbol symbol, String last, LocalDate day, Money result) {
  /**
   * The completed round trips of these executions, by their ends. What was held before the first of
   * them has an unknown cost: the trip that it belongs to is left out.
   *
   * @param fills ascending
   * @param positions as held after the last of them
   */
  public static List<RoundTrip> of(List<Fill> fills, List<Position> positions, Scope scope) {
    Map<Symbol, BigDecimal> held = new HashMap<>();
    for (Position position : positions) {
      held.merge(position.symbol(), position.quantity().amount(), BigDecimal::add);
    }
    for (Fill fill : fills) {
      held.merge(fill.symbol(), signed(fill).negate(), BigDecimal::add);
    }
    Map<Symbol, BigDecimal> cash = new HashMap<>();
    held.forEach((symbol, before) -> {
      if (before.signum() == 0) {
        cash.put(symbol, BigDecimal.ZERO);
      }
    });
    List<RoundTrip> trips = new ArrayList<>();
    for (Fill fill : fills.stream().sorted(Comparator.comparing(Fill::at)).toList()) {
      if (!scope.contains(fill.symbol())) {
        continue;
      }
      BigDecimal signed = signed(fill);
      BigDecimal now = held.merge(fill.symbol(), signed, BigDecimal::add);
      cash.computeIfPresent(
          fill.symbol(),
          (symbol, before) -> before.subtract(signed.multiply(fill.price().amount())));
      if (now.signum() == 0) {
        BigDecimal result = cash.put(fill.symbol(), BigDecimal.ZERO);
        if (result != null) {
          trips.add(
              new RoundTrip(
                  fill.symbol(), fill.id(), TradingDay.dateOf(fill.at()), new Money(result)));
        }
      }
    }
    return trips;
  }

  private static BigDecimal signed(Fill fill) {
    return fill.quantity().amount().multiply(BigDecimal.valueOf(fill.side().sign()));
  }
}
