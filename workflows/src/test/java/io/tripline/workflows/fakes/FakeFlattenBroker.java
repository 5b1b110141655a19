package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.ClosingOrder;
import io.tripline.workflows.flatten.DirectDesk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small broker with a clock of its own and bad days. It knows the truth (positions, orders,
 * executions) and shows what its faults let through. Waiting costs no real time. Thread-safe.
 */
public final class FakeFlattenBroker implements DirectDesk {
  static final Price PRICE = Price.of("100");

  private final Supplier<Instant> base;
  private final FlattenFaults faults;
  private Duration waited = Duration.ZERO;
  private final Map<String, FakeFlattenOrder> orders = new LinkedHashMap<>();
  private final FakeHoldings holdings = new FakeHoldings();
  private final List<Fill> fills = new ArrayList<>();
  private final List<ClosingOrder> received = new ArrayList<>();
  private final DueList due = new DueList();
  private final List<String> calls = new ArrayList<>();
  private int nextId = 1;
  private boolean enforcesIntent = true;
  private boolean suspended;
  private final FakeMarketHours hours = new FakeMarketHours();
  private @Nullable Fault refusesSells;
  private @Nullable Runnable onNextQuietLook;

  /** {@code base}: the test server's clock; the broker's clock is ahead by what it let pass. */
  public FakeFlattenBroker(Supplier<Instant> base, FlattenFaults faults) {
    this.base = base;
    this.faults = faults;
  }

  /** Holds shares from before today. */
  public synchronized FakeFlattenBroker holds(String symbol, String quantity) {
    holdings.change(new Symbol(symbol), new BigDecimal(quantity), now());
    holdings.wasAlwaysSo();
    return this;
  }

  /** An order that rests and never fills by itself. */
  public synchronized String rests(String symbol, Side side, String quantity, String clientId) {
    FakeFlattenOrder order =
        newOrder(
            new ClientOrderId(clientId),
            new Symbol(symbol),
            side,
            OrderType.STOP,
            new BigDecimal(quantity));
    order.listedFrom = Instant.MIN;
    return order.id;
  }

  /** The market is closed until {@code opensAt}. */
  public synchronized void closedUntil(Instant opensAt) {
    hours.opensAt = opensAt;
  }

  /** The market closes at this time. */
  public synchronized void closesAt(Instant closesAt) {
    hours.closesAt = closesAt;
  }

  /** Sells beyond the position are not refused, so that only the caller keeps it from short. */
  public synchronized void enforcesNothing() {
    enforcesIntent = false;
  }

  /** Each sell is refused with this, or null: taken again. */
  public synchronized void refusesSells(@Nullable Fault fault) {
    refusesSells = fault;
  }

  public synchronized void suspended(boolean suspended) {
    this.suspended = suspended;
  }

  /** Somebody else trades at once. */
  public synchronized void trades(String symbol, Side side, String quantity) {
    execute(new Symbol(symbol), side, new BigDecimal(quantity), "somebody");
  }

  /** For a while each read of positions shows what is held now. */
  public synchronized void positionsStandStill(Duration time) {
    holdings.standStill(now(), time);
    waited = waited.plusMillis(1);
  }

  /** The same as soon as one of our orders is executed. */
  public synchronized void positionsStandStillAtASale(Duration time) {
    holdings.standStillAtASale(time);
  }

  /** Somebody else's order arrives and fills after a while. */
  public synchronized void arrivesLater(
      Duration after, String clientId, String symbol, Side side, String quantity) {
    due.at(
        now().plus(after),
        () -> {
          FakeFlattenOrder order =
              newOrder(
                  new ClientOrderId(clientId),
                  new Symbol(symbol),
                  side,
                  OrderType.MARKET,
                  new BigDecimal(quantity));
          fill(order, order.left());
        });
  }

  /** An order, by client id, ends as cancelled now. */
  public synchronized void cancelsNow(String clientId) {
    for (FakeFlattenOrder order : orders.values()) {
      if (order.clientOrderId.value().equals(clientId)) {
        order.status = OrderStatus.CANCELED;
      }
    }
  }

  /** Runs once, in the next read that shows nothing held and nothing open. */
  public synchronized void onNextQuietLook(Runnable action) {
    onNextQuietLook = action;
  }

  /** The truth: nothing held, nothing open. */
  public synchronized boolean flat() {
    due.run(now());
    return holdings.none() && orders.values().stream().allMatch(o -> o.status.terminal());
  }

  public synchronized BigDecimal held(String symbol) {
    due.run(now());
    return holdings.of(new Symbol(symbol));
  }

  /** The lowest position that there ever was. */
  public synchronized BigDecimal lowest(String symbol) {
    return holdings.lowest(new Symbol(symbol));
  }

  /** Closing orders that arrived, in order, refused ones included. */
  public synchronized List<ClosingOrder> received() {
    return List.copyOf(received);
  }

  public synchronized List<Order> orders() {
    due.run(now());
    return orders.values().stream().map(FakeFlattenOrder::shown).toList();
  }

  /** The names of the writes that arrived, in order. */
  public synchronized List<String> writes() {
    return List.copyOf(calls);
  }

  @Override
  public void clearSuspend(AccountName account) {
    suspended(false);
  }

  @Override
  public synchronized Reading<Account> account(AccountName account) {
    return read(() -> FakeShown.account(suspended));
  }

  @Override
  public synchronized Reading<List<Position>> positions(AccountName account) {
    return read(() -> {
      Instant asOf = now().minus(faults.positionLag());
      Map<Symbol, BigDecimal> shown = holdings.shown(asOf, now());
      List<Position> positions = new ArrayList<>();
      shown.forEach((symbol, quantity) -> {
        if (quantity.signum() != 0) {
          positions.add(FakeShown.position(symbol, quantity, available(symbol, quantity, asOf)));
        }
      });
      return positions;
    });
  }

  @Override
  public synchronized Reading<List<Order>> openOrders(AccountName account, Instant since) {
    Duration lag = faults.orderLag();
    return read(() -> {
      List<Order> open =
          orders.values().stream()
              .filter(o -> !o.status.terminal() && o.listed(now().minus(lag)))
              .map(FakeFlattenOrder::shown)
              .toList();
      Runnable action = onNextQuietLook;
      if (action != null && open.isEmpty() && holdings.none()) {
        onNextQuietLook = null;
        action.run();
      }
      return open;
    });
  }

  @Override
  public synchronized Reading<List<Order>> orders(AccountName account, Instant since) {
    Instant until = now().minus(faults.orderLag());
    return read(() ->
        orders.values().stream()
            .filter(o -> o.listed(until))
            .map(FakeFlattenOrder::shown)
            .toList());
  }

  @Override
  public synchronized Reading<List<Fill>> fills(AccountName account, Instant since) {
    Instant until = now().minus(faults.fillLag());
    return read(() ->
        fills.stream().filter(f -> !f.at().isBefore(since) && !f.at().isAfter(until)).toList());
  }

  @Override
  public synchronized Reading<MarketClock> clock(AccountName account) {
    return read(() -> hours.clock(now()));
  }

  @Override
  public synchronized Reading<List<Quote>> quotes(AccountName account, List<Symbol> symbols) {
    return read(
        () -> symbols.stream().map(s -> new Quote(s, PRICE, Price.of("100.02"), now())).toList());
  }

  @Override
  public synchronized Reading<Lookup> lookUp(AccountName account, ClientOrderId id) {
    return read(() ->
        orders.values().stream()
            .filter(o -> o.clientOrderId.equals(id))
            .findFirst()
            .<Lookup>map(o -> new Lookup.Found(o.shown()))
            .orElseGet(Lookup.Absent::new));
  }

  @Override
  public synchronized Reading<Lookup> order(AccountName account, String orderId) {
    return read(() -> {
      FakeFlattenOrder order = orders.get(orderId);
      return order == null ? new Lookup.Absent() : new Lookup.Found(order.shown());
    });
  }

  @Override
  public synchronized Submission sell(ClosingOrder order) {
    due.run(now());
    return switch (faults.post()) {
      case ARRIVES -> arrive(order);
      case LOST -> new Submission.Unknown("lost");
      case ANSWER_LOST -> {
        arrive(order);
        yield new Submission.Unknown("answer lost");
      }
      case LATE -> {
        due.at(now().plusSeconds(6), () -> arrive(order));
        yield new Submission.Unknown("late");
      }
    };
  }

  @Override
  public synchronized void cancel(AccountName account, String orderId) {
    due.run(now());
    FakeFlattenOrder order = orders.get(orderId);
    if (order == null || order.status.terminal() || faults.cancelIsLost()) {
      return;
    }
    calls.add("cancel " + order.clientOrderId);
    if (order.status == OrderStatus.PENDING_CANCEL) {
      return;
    }
    Duration takes = faults.cancelTakes();
    if (takes == null) {
      fill(order, order.left());
      return;
    }
    order.status = OrderStatus.PENDING_CANCEL;
    due.at(
        now().plus(takes),
        () -> {
          if (!order.status.terminal()) {
            order.status = OrderStatus.CANCELED;
          }
        });
  }

  @Override
  public synchronized Instant now() {
    return base.get().plus(waited);
  }

  @Override
  public synchronized void pause(Duration duration) {
    waited = waited.plus(duration);
    due.run(now());
  }

  private <T> Reading<T> read(Supplier<T> value) {
    due.run(now());
    Fault fault = faults.failedRead();
    return fault == null
        ? new Reading.Seen<>(value.get(), now())
        : new Reading.Unknown<>(fault, "a bad day");
  }

  private Submission arrive(ClosingOrder order) {
    received.add(order);
    calls.add("sell " + order.id());
    if (orders.values().stream().anyMatch(o -> o.clientOrderId.equals(order.id()))) {
      return new Submission.Refused(Fault.DUPLICATE_ORDER_ID, "client_order_id must be unique");
    }
    if (refusesSells != null) {
      return new Submission.Refused(refusesSells, "refused today");
    }
    if (suspended) {
      return new Submission.Refused(Fault.HALTED_AT_BROKER, "rejected by user request");
    }
    if (orders.values().stream().anyMatch(o -> o.rests(order.symbol(), Side.BUY))) {
      return new Submission.Refused(Fault.WASH_TRADE, "potential wash trade detected");
    }
    BigDecimal position = holdings.of(order.symbol());
    BigDecimal wanted = order.quantity().amount();
    if (position.signum() > 0
        && wanted.compareTo(position) <= 0
        && wanted.compareTo(available(order.symbol(), position, now())) > 0) {
      return new Submission.Refused(Fault.QUANTITY_HELD, "insufficient qty available");
    }
    if (enforcesIntent && wanted.compareTo(position) > 0) {
      return new Submission.Refused(Fault.REFUSED, "position intent mismatch");
    }
    FakeFlattenOrder taken =
        newOrder(order.id(), order.symbol(), Side.SELL, OrderType.MARKET, wanted);
    Instant fillsAt = now().plus(faults.fillTakes());
    BigDecimal part = wanted.multiply(faults.fillsPart()).setScale(0, java.math.RoundingMode.UP);
    due.at(fillsAt, () -> fill(taken, part));
    return new Submission.Accepted(taken.shown());
  }

  private FakeFlattenOrder newOrder(
      ClientOrderId id, Symbol symbol, Side side, OrderType type, BigDecimal quantity) {
    FakeFlattenOrder order =
        new FakeFlattenOrder("o" + nextId++, id, symbol, side, type, quantity, now());
    orders.put(order.id, order);
    return order;
  }

  private void fill(FakeFlattenOrder order, BigDecimal quantity) {
    BigDecimal part = quantity.min(order.left());
    if (order.status.terminal() || part.signum() <= 0) {
      return;
    }
    if (order.side == Side.SELL && enforcesIntent) {
      part = part.min(holdings.of(order.symbol));
    }
    order.takes(part);
    if (part.signum() > 0) {
      execute(order.symbol, order.side, part, order.id);
    }
  }

  private void execute(Symbol symbol, Side side, BigDecimal quantity, String orderId) {
    fills.add(
        new Fill("f" + nextId++, orderId, symbol, side, new Quantity(quantity), PRICE, now()));
    holdings.change(symbol, quantity.multiply(BigDecimal.valueOf(side.sign())), now());
  }

  private BigDecimal available(Symbol symbol, BigDecimal position, Instant asOf) {
    BigDecimal sold = FakeFlattenOrder.sold(orders.values(), symbol, asOf);
    return position.subtract(sold).max(BigDecimal.ZERO);
  }
}
