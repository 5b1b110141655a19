package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.AccountView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the guard read itself before it answers a reset.
 *
 * @param session the session that market time belongs to
 * @param trading the session that is traded now or next; null where the calendar does not show it
 * @param marketOpen whether the market is open now
 * @param held positions in scope that are not zero
 * @param openOrders open orders in scope
 * @param openEntries those of them that could raise exposure
 * @param dayLoss loss of the day as a fraction ({@link Account#dayLoss}); null where unknown
 * @param view the whole account with all that it holds
 * @param at wall time of the look
 */
record ResetFacts(
    SessionHours session,
    @Nullable SessionHours trading,
    boolean marketOpen,
    Map<Symbol, Quantity> held,
    int openOrders,
    int openEntries,
    @Nullable BigDecimal dayLoss,
    AccountView view,
    Instant at) {
  int positions() {
    return held.size();
  }
}
