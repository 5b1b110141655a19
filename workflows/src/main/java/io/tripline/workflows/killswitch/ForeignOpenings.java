package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which orders of somebody else's to cancel while their account is halted: those that could open or
 * enlarge a position in scope. Never an exit, never what is outside. The positions must be read
 * after the orders. Positions may lag behind an order that has just filled, so that its protective
 * leg looks like an opening: a sell or a stop is cancelled only when it looked so for a while. For
 * one thread.
 */
public final class ForeignOpenings {
  /** The broker's endpoints may disagree for about 10 s. */
  static final Duration LAG = Duration.ofSeconds(15);

  private Map<String, Instant> openingSince = Map.of();

  /** True where the positions have to be read before anything can be said. */
  public static boolean concerns(List<Order> open, Scope scope) {
    return open.stream().anyMatch(order -> candidate(order, scope));
  }

  /** The orders to cancel now. */
  public List<Order> toCancel(
      List<Order> open, List<Position> positions, Scope scope, Instant now) {
    Map<String, Instant> since = new HashMap<>();
    List<Order> cancels = new ArrayList<>();
    for (Order order : open) {
      if (!candidate(order, scope) || !opens(order, positions)) {
        continue;
      }
      Instant before = openingSince.getOrDefault(order.id(), now);
      // A clock that was set back must not make the order look young for hours.
      Instant first = now.isBefore(before) ? now : before;
      since.put(order.id(), first);
      if (plainBuy(order) || !now.isBefore(first.plus(LAG))) {
        cancels.add(order);
      }
    }
    openingSince = since;
    return cancels;
  }

  private static boolean candidate(Order order, Scope scope) {
    return scope.contains(order.symbol())
        && !order.status().terminal()
        && order.status() != OrderStatus.PENDING_CANCEL
        && !OwnOrders.closing(order);
  }

  /** A buy of what is long or not held; a sell of what is short or not held. */
  private static boolean opens(Order order, List<Position> positions) {
    int held =
        positions.stream()
            .filter(p -> p.symbol().equals(order.symbol()))
            .mapToInt(p -> p.quantity().signum())
            .findFirst()
            .orElse(0);
    return order.side() == Side.BUY ? held >= 0 : held <= 0;
  }

  private static boolean plainBuy(Order order) {
    return order.side() == Side.BUY
        && (order.type() == OrderType.MARKET || order.type() == OrderType.LIMIT);
  }
}
