package io.tripline.simulator.exchange;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Walks market time forward and does what falls due on the way, in order: sessions that begin and
 * end, expiries, due cancels, fills, and the roll of the equity baseline at New York's midnight.
 * Not thread-safe: the broker guards it.
 */
final class Timeline {
  /** Resting orders meet the market at least this often while time jumps. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Broker broker;

  Timeline(Broker broker) {
    this.broker = broker;
  }

  void advanceTo(Instant target) {
    while (broker.now().isBefore(target)) {
      Instant next = earlier(target, nextStop(broker.now()));
      broker.arriveAt(next);
      happen(next);
    }
  }

  private Instant nextStop(Instant from) {
    LocalDate date = broker.calendar().dateAt(from);
    Instant stop = date.plusDays(1).atStartOfDay(NEW_YORK).toInstant();
    MarketDay day = broker.calendar().day(date).orElse(null);
    if (day != null) {
      for (Instant boundary :
          new Instant[] {
            day.sessionOpensAt(), day.opensAt(), day.closesAt(), day.sessionClosesAt()
          }) {
        stop = soonest(stop, boundary, from);
      }
    }
    stop = soonest(stop, broker.tape().nextChange(from).orElse(stop), from);
    stop = soonest(stop, broker.agenda().next().orElse(stop), from);
    stop = earlier(stop, broker.halts().patience(from).map(from::plus).orElse(stop));
    boolean working = false;
    for (Order order : broker.book().open()) {
      stop = soonest(stop, order.terms().expiresAt(), from);
      stop = soonest(stop, order.nextEvent().orElse(stop), from);
      working |= order.isWorking();
    }
    if (working && broker.calendar().phaseAt(from) != Phase.CLOSED) {
      stop = earlier(stop, from.plus(STEP));
    }
    return stop;
  }

  private void happen(Instant now) {
    LocalDate date = broker.calendar().dateAt(now);
    broker.agenda().runDue(now);
    broker.halts().look(now);
    if (now.equals(date.atStartOfDay(NEW_YORK).toInstant())) {
      broker.ledger().roll();
      broker.changed();
    }
    MarketDay day = broker.calendar().day(date).orElse(null);
    if (day != null && now.equals(day.closesAt())) {
      broker.matching().matchAtClose(now);
      broker.ledger().close(date, symbol -> broker.tape().price(symbol, now));
      broker.changed();
    }
    broker.matching().expire(now);
    if (broker.calendar().phaseAt(now) != Phase.CLOSED) {
      broker.matching().startWaiting(now);
    }
    broker.matching().matchAll(now);
  }

  private static Instant soonest(Instant stop, Instant candidate, Instant from) {
    return candidate.isAfter(from) ? earlier(stop, candidate) : stop;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
