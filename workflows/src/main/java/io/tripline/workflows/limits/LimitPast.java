package io.tripline.workflows.limits;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the journal has of the last trading days.
 *
 * @param days each with its deepest loss, oldest first
 * @param fills those of these days, oldest first
 */
public record LimitPast(List<Day> days, List<FillSample> fills) {
  /** Copies the lists. */
  public LimitPast {
    days = List.copyOf(days);
    fills = List.copyOf(fills);
  }

  /** The deepest loss that was read on a day, as a fraction of the previous close's equity. */
  public record Day(TradingDay day, BigDecimal deepestLoss) {}
}
