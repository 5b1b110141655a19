package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.ForeignOpenings;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reflex of an account that somebody else trades: while it is halted, it goes on at each
 * reading, because the other bot goes on, too. For one thread.
 */
final class OthersOrders {
  private static final Logger LOG = LoggerFactory.getLogger(OthersOrders.class);

  private final AlpacaHttp http;
  private final Pulse pulse;
  private final InstantSource clock;
  private final ForeignOpenings openings = new ForeignOpenings();

  OthersOrders(AlpacaHttp http, Pulse pulse, InstantSource clock) {
    this.http = http.forSafety();
    this.pulse = pulse;
    this.clock = clock;
  }

  /** Cancels what opens in scope; what can't be read is left for the next reading. */
  void look(WatchPlan plan) {
    if (!plan.policy().ownership().foreign() || !plan.reflexWanted()) {
      return;
    }
    if (!(http.openOrders() instanceof Answer.Done<List<Order>> open)
        || !(held(open.value(), plan.policy().scope())
            instanceof Answer.Done<List<Position>> positions)) {
      return;
    }
    pulse.progress();
    for (Order order :
        openings.toCancel(
            open.value(), positions.value(), plan.policy().scope(), clock.instant())) {
      boolean taken = http.cancel(order.id()) instanceof Answer.Done<?>;
      pulse.progress();
      LOG.atWarn()
          .addKeyValue("order", order.id())
          .addKeyValue("clientOrderId", order.clientOrderId())
          .addKeyValue("taken", taken)
          .log("halted, and somebody else's opening order appeared: cancel requested");
    }
  }

  /** Where no order is concerned nothing is asked, but the rule still sees that there is none. */
  private Answer<List<Position>> held(List<Order> open, Scope scope) {
    return ForeignOpenings.concerns(open, scope)
        ? http.positions()
        : new Answer.Done<>(List.of(), "");
  }
}
