package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static io.tripline.workflows.guard.GuardWorld.noon;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;

/** What rests at the broker beside our own orders. */
final class SomebodysOrder {
  private SomebodysOrder() {}

  /** An open order of somebody. */
  static Order resting(Side side) {
    return new Order(
        "o1",
        new ClientOrderId("somebody-1"),
        SPY,
        side,
        OrderType.LIMIT,
        OrderStatus.NEW,
        Quantity.of("1"),
        Quantity.ZERO,
        null,
        null,
        null,
        noon(MONDAY).now(),
        null,
        null);
  }
}
