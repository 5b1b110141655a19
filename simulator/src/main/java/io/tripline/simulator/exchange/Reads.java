package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Position;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What reads show, under faults not the truth. Not thread-safe: the broker guards it. */
final class Reads {
  private final Broker broker;

  Reads(Broker broker) {
    this.broker = broker;
  }

  List<Position> positions() {
    return broker
        .faults()
        .take(Effect.PositionsLag.class)
        .flatMap(effect -> broker.memory().positionsAt(broker.now().minus(effect.lag())))
        .orElseGet(broker.ledger()::positions);
  }

  List<Order> orders() {
    return broker
        .faults()
        .take(Effect.OrdersLag.class)
        .map(effect ->
            broker.memory().ordersAt(broker.book().all(), broker.now().minus(effect.lag())))
        .orElseGet(broker.book()::all);
  }

  Optional<Order> order(Order order) {
    return broker
        .faults()
        .take(Effect.OrdersLag.class)
        .map(effect -> broker.memory().orderAt(order, broker.now().minus(effect.lag())))
        .orElse(Optional.of(order));
  }

  Instant marketTime() {
    return broker
        .faults()
        .take(Effect.StaleQuotes.class)
        .map(effect -> effect.age() == null ? effect.since() : broker.now().minus(effect.age()))
        .orElse(broker.now());
  }

  Quote quote(String symbol) {
    Quote quote = broker.tape().quote(symbol, marketTime());
    if (broker.faults().isOn(Effect.NoQuote.class)) {
      return quote.none();
    }
    return broker
        .faults()
        .take(Effect.WrongQuotes.class)
        .map(effect -> quote.movedBy(effect.bps()))
        .orElse(quote);
  }

  Quote disturbed(Quote quote) {
    Quote shown = quote;
    for (Fault fault : broker.faults().faults().values()) {
      if (fault.effect() instanceof Effect.NoQuote) {
        return quote.none();
      }
      if (fault.effect() instanceof Effect.WrongQuotes wrong) {
        shown = quote.movedBy(wrong.bps());
      }
    }
    return shown;
  }
}
