package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Position;
import io.tripline.simulator.order.Order;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Positions and orders as they were before their latest changes, for reads that come late. Not
 * thread-safe: the broker guards it.
 */
final class Memory {
  private static final int REMEMBERED = 512;

  private record PastPositions(Instant until, List<Position> positions) {}

  private record PastOrder(Instant until, Order order) {}

  private final Deque<PastPositions> positions = new ArrayDeque<>();
  private final Deque<PastOrder> orders = new ArrayDeque<>();

  /** Positions were so until now. */
  void keep(Instant now, List<Position> before) {
    positions.addLast(new PastPositions(now, before));
    if (positions.size() > REMEMBERED) {
      positions.removeFirst();
    }
  }

  /** An order was so until now. */
  void keep(Instant now, Order before) {
    orders.addLast(new PastOrder(now, before.copy()));
    if (orders.size() > REMEMBERED) {
      orders.removeFirst();
    }
  }

  /** Positions at an instant, or empty where they have not changed since. */
  Optional<List<Position>> positionsAt(Instant seen) {
    return positions.stream()
        .filter(then -> seen.isBefore(then.until()))
        .findFirst()
        .map(PastPositions::positions);
  }

  /** The order at an instant, or empty if it was not there yet. */
  Optional<Order> orderAt(Order order, Instant seen) {
    if (order.terms().createdAt().isAfter(seen)) {
      return Optional.empty();
    }
    return orders.stream()
        .filter(then -> then.order().id().equals(order.id()) && seen.isBefore(then.until()))
        .findFirst()
        .map(PastOrder::order)
        .or(() -> Optional.of(order));
  }

  List<Order> ordersAt(List<Order> all, Instant seen) {
    return all.stream().flatMap(order -> orderAt(order, seen).stream()).toList();
  }
}
