package io.tripline.simulator.exchange;

import io.tripline.simulator.market.Move;
import java.time.Instant;

/** Hears when trading stops and goes on, while the broker is locked: it must not wait. */
public interface MarketListener {
  /** Trading in a symbol has stopped; the halt says why, and until when where that is known. */
  void halted(String symbol, Move.Halt halt, Instant at);

  /** Trading in a symbol goes on. */
  void resumed(String symbol, Instant at);
}
