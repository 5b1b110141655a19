package io.tripline.simulator.exchange;

import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an order's life means for its legs and siblings: brackets, OCO and OTO. Not thread-safe: the
 * broker guards it.
 */
final class Company {
  private final Broker broker;

  Company(Broker broker) {
    this.broker = broker;
  }

  /** Brings the held legs of an order to the market. */
  void startLegs(Order order, Instant now) {
    broker.book().legsOf(order).forEach(leg -> startLeg(leg, now));
  }

  private void startLeg(Order leg, Instant now) {
    if (leg.status() == OrderStatus.HELD) {
      leg.work(now);
      broker.listener().happened("new", leg, now);
    }
  }

  /** An order filled, and has so many shares left. */
  void filled(Order order, BigDecimal leaves, Instant now) {
    boolean entry =
        order.terms().parentId() == null
            && order.terms().orderClass() != OrderClass.SIMPLE
            && order.terms().orderClass() != OrderClass.OCO;
    if (entry) {
      if (order.status() == OrderStatus.FILLED) {
        startLegs(order, now);
      }
      return;
    }
    for (Order sibling : broker.book().siblingsOf(order)) {
      if (sibling.isOpen()) {
        if (leaves.signum() == 0) {
          broker.memory().keep(now, sibling);
          sibling.cancel(now);
          broker.listener().happened("canceled", sibling, now);
        } else {
          sibling.reduceTo(leaves.add(sibling.filled()), now);
        }
      }
    }
  }

  /** Legs of an entry that ended, and siblings of an exit that ended, have nothing left to do. */
  void ended(Order order, Instant now) {
    boolean filledEntry = order.terms().parentId() == null && order.filled().signum() > 0;
    for (Order other :
        order.terms().parentId() == null
            ? broker.book().legsOf(order)
            : broker.book().siblingsOf(order)) {
      if (other.isOpen() && !(filledEntry && protects(order, other, now))) {
        broker.memory().keep(now, other);
        other.cancel(now);
        broker.listener().happened("canceled", other, now);
      }
    }
  }

  /** An entry that ended half filled leaves its legs working for the shares that it has. */
  private boolean protects(Order entry, Order leg, Instant now) {
    if (entry.terms().orderClass() == OrderClass.OCO) {
      return false;
    }
    leg.reduceTo(entry.filled(), now);
    startLeg(leg, now);
    return true;
  }
}
