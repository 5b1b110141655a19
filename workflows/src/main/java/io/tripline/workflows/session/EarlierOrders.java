package io.tripline.workflows.session;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The orders of sessions today: those under a permit's id ({@code <8 hex digits>-<n>}, of any guard
 * run) or an exit's ({@code exit-…}). An order of ours that filled or still lives is a decision
 * that was executed.
 */
record EarlierOrders(List<Order> orders) {
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{8}-[0-9]+|exit-.+");

  /** Picks ours out of everything that the broker showed. */
  static EarlierOrders among(List<Order> all, Symbol symbol) {
    return new EarlierOrders(
        all.stream().filter(o -> o.symbol().equals(symbol) && ours(o.clientOrderId())).toList());
  }

  static boolean ours(ClientOrderId id) {
    return OURS.matcher(id.value()).matches();
  }

  /** An order that may still fill. */
  Optional<Order> live() {
    return orders.stream().filter(o -> !o.status().terminal()).findFirst();
  }

  /** The order that executed today's decision in that direction. */
  Optional<Order> executed(Side side) {
    return orders.stream()
        .filter(o -> o.side() == side)
        .filter(o ->
            !o.status().terminal() || o.filled().signum() > 0 || o.status() == OrderStatus.REPLACED)
        .findFirst();
  }

  /**
   * The day's last execution where that sold all that it was to sell: a sale in part is no exit.
   */
  Optional<Order> soldWhole() {
    return lastExecuted().filter(order -> order.side() == Side.SELL && whole(order));
  }

  /** When the last of them bought. */
  Optional<Instant> lastBoughtAt() {
    return orders.stream()
        .filter(order -> order.side() == Side.BUY && order.filled().signum() > 0)
        .map(EarlierOrders::executedAt)
        .max(Comparator.naturalOrder());
  }

  /** When it filled; of one that ended in part only its sending is known. */
  static Instant executedAt(Order order) {
    return order.filledAt() == null ? order.submittedAt() : order.filledAt();
  }

  /** True when all that was ordered is filled. */
  static boolean whole(Order order) {
    return order.quantity() == null || order.filled().compareTo(order.quantity()) >= 0;
  }

  /** The last of them that filled, at least in part. */
  Optional<Order> lastExecuted() {
    return orders.stream()
        .filter(o -> o.filled().signum() > 0)
        .max(Comparator.comparing(Order::submittedAt));
  }
}
