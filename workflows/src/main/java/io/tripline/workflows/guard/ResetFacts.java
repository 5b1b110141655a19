package io.tripline.workflows.guard;

import io.tripline.workflows.broker.SessionHours;

/**
 * What the guard read itself before it answers a reset.
 *
 * @param session the session that market time belongs to
 * @param marketOpen whether the market is open now
 * @param positions positions in scope
 * @param openOrders open orders in scope
 */
record ResetFacts(SessionHours session, boolean marketOpen, int positions, int openOrders) {}
