package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The closing orders of one flatten, each with what is known of it. Only for workflow threads. */
final class ClosingOrders {
  /** What is known of a closing order. */
  enum Fate {
    /** It was or will be sent, and no answer is known: it must be looked up. */
    UNKNOWN,
    /** Looked up in vain for at least 10 s: the same id may be sent again. */
    ABSENT,
    /** The broker has it. */
    LIVE,
    /** Terminal. */
    ENDED,
    /** The broker refused it: there is no order of that id of ours. */
    REFUSED
  }

  /** One closing order; what continue-as-new carries. */
  record Closing(ClosingOrder order, Fate fate, Quantity filled, @Nullable Price average) {}

  private final Map<ClientOrderId, Closing> byId = new LinkedHashMap<>();
  private int last;

  void carry(List<Closing> closings, int lastNumber) {
    closings.forEach(c -> byId.put(c.order().id(), c));
    last = lastNumber;
  }

  List<Closing> all() {
    return List.copyOf(byId.values());
  }

  int lastNumber() {
    return last;
  }

  /** The next id of this flatten. */
  ClientOrderId nextId(String requestId) {
    last++;
    return new ClientOrderId(ClosingOrder.PREFIX + requestId + "-" + last);
  }

  /** Before it is sent, so that no order is ever forgotten. */
  void sending(ClosingOrder order) {
    byId.put(order.id(), new Closing(order, Fate.UNKNOWN, Quantity.ZERO, null));
  }

  /** A live order that the broker does not find any more. */
  void lost(ClientOrderId id) {
    set(id, Fate.UNKNOWN);
  }

  void refused(ClientOrderId id) {
    set(id, Fate.REFUSED);
  }

  void absent(ClientOrderId id) {
    set(id, Fate.ABSENT);
  }

  /** What the broker showed of one of ours; orders of others are ignored. */
  void seen(Order order) {
    byId.computeIfPresent(
        order.clientOrderId(),
        (id, known) ->
            new Closing(
                known.order(),
                order.status().terminal() ? Fate.ENDED : Fate.LIVE,
                order.filled(),
                order.filledAverage()));
  }

  Optional<Closing> find(ClientOrderId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<ClosingOrder> firstUnknown() {
    return first(Fate.UNKNOWN);
  }

  Optional<ClosingOrder> firstLive() {
    return first(Fate.LIVE);
  }

  /** An id that may be used again for a symbol. */
  Optional<ClientOrderId> reusable(Symbol symbol) {
    return byId.values().stream()
        .filter(c -> c.fate() == Fate.ABSENT && c.order().symbol().equals(symbol))
        .map(c -> c.order().id())
        .findFirst();
  }

  List<ClientOrderId> ids() {
    return List.copyOf(byId.keySet());
  }

  /** Ids that the broker may have an order of. */
  List<ClientOrderId> idsToSettle() {
    return byId.values().stream()
        .filter(c -> c.fate() != Fate.REFUSED)
        .map(c -> c.order().id())
        .toList();
  }

  /** What orders of ours are known to have sold of a symbol. */
  Quantity sold(Symbol symbol) {
    return byId.values().stream()
        .filter(c -> c.order().symbol().equals(symbol))
        .map(Closing::filled)
        .reduce(Quantity.ZERO, Quantity::plus);
  }

  /** Client order ids of those that the broker had. */
  List<String> known() {
    return byId.values().stream()
        .filter(c -> c.fate() == Fate.LIVE || c.fate() == Fate.ENDED)
        .map(c -> c.order().id().value())
        .toList();
  }

  /** The average closing price as plain decimal; empty without fills or with several symbols. */
  String averagePrice() {
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    Symbol only = null;
    for (Closing closing : byId.values()) {
      Price average = closing.average();
      if (closing.filled().signum() <= 0 || average == null) {
        continue;
      }
      if (only != null && !only.equals(closing.order().symbol())) {
        return "";
      }
      only = closing.order().symbol();
      quantity = quantity.add(closing.filled().amount());
      value = value.add(closing.filled().amount().multiply(average.amount()));
    }
    return quantity.signum() == 0
        ? ""
        : new Price(value.divide(quantity, MathContext.DECIMAL64)).text();
  }

  /**
   * True when an order that was found under one of our ids is ours. The quantity may differ: an id
   * that was sent twice may have arrived the first time, and the next reading counts the position.
   */
  static boolean same(ClosingOrder ours, Order found) {
    return found.side() == Side.SELL && found.symbol().equals(ours.symbol());
  }

  private Optional<ClosingOrder> first(Fate fate) {
    return byId.values().stream().filter(c -> c.fate() == fate).map(Closing::order).findFirst();
  }

  private void set(ClientOrderId id, Fate fate) {
    byId.computeIfPresent(
        id, (key, known) -> new Closing(known.order(), fate, known.filled(), known.average()));
  }
}
