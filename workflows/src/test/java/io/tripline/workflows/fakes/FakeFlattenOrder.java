package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** An order at the fake broker. Guarded by the broker's lock. */
final class FakeFlattenOrder {
  final String id;
  final ClientOrderId clientOrderId;
  final Symbol symbol;
  final Side side;
  final OrderType type;
  final BigDecimal quantity;
  final Instant submittedAt;
  Instant listedFrom;
  OrderStatus status = OrderStatus.NEW;
  BigDecimal filled = BigDecimal.ZERO;

  FakeFlattenOrder(
      String id,
      ClientOrderId clientOrderId,
      Symbol symbol,
      Side side,
      OrderType type,
      BigDecimal quantity,
      Instant submittedAt) {
    this.id = id;
    this.clientOrderId = clientOrderId;
    this.symbol = symbol;
    this.side = side;
    this.type = type;
    this.quantity = quantity;
    this.submittedAt = submittedAt;
    this.listedFrom = submittedAt;
  }

  Order shown() {
    return new Order(
        id,
        clientOrderId,
        symbol,
        side,
        type,
        status,
        new Quantity(quantity),
        new Quantity(filled),
        filled.signum() > 0 ? FakeFlattenBroker.PRICE : null,
        null,
        null,
        submittedAt,
        null,
        null);
  }

  /** True where a list of orders as of that instant has it. */
  boolean listed(Instant asOf) {
    return !listedFrom.isAfter(asOf);
  }

  BigDecimal left() {
    return quantity.subtract(filled);
  }

  boolean rests(Symbol of, Side on) {
    return !status.terminal() && side == on && symbol.equals(of);
  }

  /** What resting sells hold of a symbol, as far as they were listed then. */
  static BigDecimal sold(Collection<FakeFlattenOrder> orders, Symbol symbol, Instant asOf) {
    return orders.stream()
        .filter(o -> o.rests(symbol, Side.SELL) && o.listed(asOf))
        .map(FakeFlattenOrder::left)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A part of 0 or more is executed. */
  void takes(BigDecimal part) {
    filled = filled.add(part);
    if (left().signum() == 0) {
      status = OrderStatus.FILLED;
    } else if (status == OrderStatus.NEW) {
      status = OrderStatus.PARTIALLY_FILLED;
    }
  }
}
