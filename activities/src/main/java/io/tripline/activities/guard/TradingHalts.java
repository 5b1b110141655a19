package io.tripline.activities.guard;

import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltKind;

/**
 * Who tells of trading halts. REST tells of none: {@link #UNTOLD} until the stream of trading
 * statuses is read.
 */
@FunctionalInterface
public interface TradingHalts {
  /** Nobody tells. */
  TradingHalts UNTOLD = symbol -> HaltKind.UNKNOWN;

  /** Whether a symbol is halted now. */
  HaltKind of(Symbol symbol);
}
