package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.Map;

/**
 * What the guard read itself before it answers a reset.
 *
 * @param session the session that market time belongs to
 * @param marketOpen whether the market is open now
 * @param held positions in scope that are not zero
 * @param openOrders open orders in scope
 * @param openEntries those of them that could raise exposure
 * @param at wall time of the look
 */
record ResetFacts(
    SessionHours session,
    boolean marketOpen,
    Map<Symbol, Quantity> held,
    int openOrders,
    int openEntries,
    Instant at) {
  int positions() {
    return held.size();
  }
}
