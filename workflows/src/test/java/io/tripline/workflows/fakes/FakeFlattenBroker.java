package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
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
import io.tripline.workflows.flatten.FlattenDesk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small broker with a clock of its own and bad days. It knows the truth (positions, orders,
 * executions) and shows what its faults let through. Waiting costs no real time. Thread-safe.
 */
public final class FakeFlattenBroker implements FlattenDesk {
  private static final Price PRICE = Price.of("100");

  private final Supplier<Instant> base;
  private final Faults faults;
  private Duration waited = Duration.ZERO;

  private final Map<String, Resting> orders = new LinkedHashMap<>();
  private final Map<Symbol, BigDecimal> held = new LinkedHashMap<>();
  private final List<Fill> fills = new ArrayList<>();
  private final TreeMap<Instant, Map<Symbol, BigDecimal>> past = new TreeMap<>();
  private final Map<Symbol, BigDecimal> lowest = new HashMap<>();
  private final List<ClosingOrder> received = new ArrayList<>();
  private final List<Due> due = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private int nextId = 1;
  private boolean enforcesIntent = true;
  private boolean suspended;
  private @Nullable Instant opensAt;
  private @Nullable Instant closesAt;
  private @Nullable Fault refusesSells;
  private @Nullable Runnable onNextQuietLook;

  private record Due(Instant at, Runnable what) {}

  private static final class Resting {
    private final String id;
    private final ClientOrderId clientOrderId;
    private final Symbol symbol;
    private final Side side;
    private final OrderType type;
    private final BigDecimal quantity;
    private final Instant submittedAt;
    private OrderStatus status = OrderStatus.NEW;
    private BigDecimal filled = BigDecimal.ZERO;

    Resting(
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
          filled.signum() > 0 ? PRICE : null,
          null,
          null,
          submittedAt,
          null,
          null);
    }

    BigDecimal left() {
      return quantity.subtract(filled);
    }
  }

  /** What goes wrong, drawn anew for each call. */
  public interface Faults {
    /** A day without faults. */
    Faults NONE = new Faults() {};

    /** A read fails with this. */
    default @Nullable Fault failedRead() {
      return null;
    }

    /** How old the positions are that a read shows. */
    default Duration positionLag() {
      return Duration.ZERO;
    }

    /** How old the executions are that a read shows. */
    default Duration fillLag() {
      return Duration.ZERO;
    }

    /** What happens to a POST. */
    default Post post() {
      return Post.ARRIVES;
    }

    /** How long a cancel takes; null: the order fills first. */
    default @Nullable Duration cancelTakes() {
      return Duration.ofMillis(300);
    }

    /** True when the request of a cancel is lost. */
    default boolean cancelIsLost() {
      return false;
    }

    /** How long a market order takes to fill. */
    default Duration fillTakes() {
      return Duration.ofMillis(200);
    }

    /** Which part of a market order fills at first; the rest follows only after a halt. */
    default BigDecimal fillsPart() {
      return BigDecimal.ONE;
    }
  }

  /** What happens to a POST. */
  public enum Post {
    ARRIVES,
    /** It never arrives, and no answer comes. */
    LOST,
    /** It arrives, and the answer is lost. */
    ANSWER_LOST,
    /** No answer comes, and it arrives some seconds later. */
    LATE
  }

  /** {@code base}: the test server's clock; the broker's clock is ahead by what it let pass. */
  public FakeFlattenBroker(Supplier<Instant> base, Faults faults) {
    this.base = base;
    this.faults = faults;
  }

  // What a test sets up.

  /** Holds shares from before today. */
  public synchronized FakeFlattenBroker holds(String symbol, String quantity) {
    change(new Symbol(symbol), new BigDecimal(quantity));
    past.clear();
    past.put(Instant.MIN, new LinkedHashMap<>(held));
    return this;
  }

  /** An order that rests and never fills by itself. */
  public synchronized String rests(String symbol, Side side, String quantity, String clientId) {
    Resting order =
        newOrder(
            new ClientOrderId(clientId),
            new Symbol(symbol),
            side,
            OrderType.STOP,
            new BigDecimal(quantity));
    return order.id;
  }

  /** The market is closed until {@code opensAt}. */
  public synchronized void closedUntil(Instant opensAt) {
    this.opensAt = opensAt;
  }

  /** The market closes at this time. */
  public synchronized void closesAt(Instant closesAt) {
    this.closesAt = closesAt;
  }

  /** Sells beyond the position are not refused, so that only the caller keeps it from short. */
  public synchronized void enforcesNothing() {
    enforcesIntent = false;
  }

  /** Each sell is refused with this, or null: taken again. */
  public synchronized void refusesSells(@Nullable Fault fault) {
    refusesSells = fault;
  }

  /** The user's suspend_trade flag. */
  public synchronized void suspended(boolean suspended) {
    this.suspended = suspended;
  }

  /** Somebody else trades at once. */
  public synchronized void trades(String symbol, Side side, String quantity) {
    execute(new Symbol(symbol), side, new BigDecimal(quantity), "somebody");
  }

  /** Somebody else's order arrives and fills after a while. */
  public synchronized void arrivesLater(
      Duration after, String clientId, String symbol, Side side, String quantity) {
    due.add(
        new Due(
            now().plus(after),
            () -> {
              Resting order =
                  newOrder(
                      new ClientOrderId(clientId),
                      new Symbol(symbol),
                      side,
                      OrderType.MARKET,
                      new BigDecimal(quantity));
              fillAll(order);
            }));
  }

  /** An order, by client id, ends as cancelled now. */
  public synchronized void cancelsNow(String clientId) {
    for (Resting order : orders.values()) {
      if (order.clientOrderId.value().equals(clientId)) {
        order.status = OrderStatus.CANCELED;
      }
    }
  }

  /** Runs once, in the next read that shows nothing held and nothing open. */
  public synchronized void onNextQuietLook(Runnable action) {
    onNextQuietLook = action;
  }

  // What a test asks.

  /** The truth: nothing held, nothing open. */
  public synchronized boolean flat() {
    settle();
    return held.values().stream().allMatch(q -> q.signum() == 0)
        && orders.values().stream().allMatch(o -> o.status.terminal());
  }

  /** The truth. */
  public synchronized BigDecimal held(String symbol) {
    settle();
    return held.getOrDefault(new Symbol(symbol), BigDecimal.ZERO);
  }

  /** The lowest position that there ever was. */
  public synchronized BigDecimal lowest(String symbol) {
    return lowest.getOrDefault(new Symbol(symbol), BigDecimal.ZERO);
  }

  /** Closing orders that arrived, in order, refused ones included. */
  public synchronized List<ClosingOrder> received() {
    return List.copyOf(received);
  }

  /** All orders with their status. */
  public synchronized List<Order> orders() {
    settle();
    return orders.values().stream().map(Resting::shown).toList();
  }

  /** The names of the writes that arrived, in order. */
  public synchronized List<String> writes() {
    return List.copyOf(calls);
  }

  // The desk.

  @Override
  public synchronized Reading<Account> account(AccountName account) {
    return read(() ->
        new Account(
            "fake",
            "ACTIVE",
            Money.of("1000"),
            Money.of("1000"),
            Money.of("1000"),
            null,
            Money.ZERO,
            Money.of("1000"),
            false,
            false,
            suspended));
  }

  @Override
  public synchronized Reading<List<Position>> positions(AccountName account) {
    return read(() -> {
      Map<Symbol, BigDecimal> shown = past.floorEntry(now().minus(faults.positionLag())).getValue();
      List<Position> positions = new ArrayList<>();
      shown.forEach((symbol, quantity) -> {
        if (quantity.signum() != 0) {
          positions.add(position(symbol, quantity));
        }
      });
      return positions;
    });
  }

  @Override
  public synchronized Reading<List<Order>> openOrders(AccountName account, Instant since) {
    return read(() -> {
      List<Order> open =
          orders.values().stream().filter(o -> !o.status.terminal()).map(Resting::shown).toList();
      Runnable action = onNextQuietLook;
      if (action != null
          && open.isEmpty()
          && held.values().stream().allMatch(q -> q.signum() == 0)) {
        onNextQuietLook = null;
        action.run();
      }
      return open;
    });
  }

  @Override
  public synchronized Reading<List<Fill>> fills(AccountName account, Instant since) {
    Instant until = now().minus(faults.fillLag());
    return read(() ->
        fills.stream().filter(f -> !f.at().isBefore(since) && !f.at().isAfter(until)).toList());
  }

  @Override
  public synchronized Reading<MarketClock> clock(AccountName account) {
    return read(() -> {
      Instant now = now();
      return new MarketClock(now, open(now), nextOpen(now), nextClose(now), 1);
    });
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
      Resting order = orders.get(orderId);
      return order == null ? new Lookup.Absent() : new Lookup.Found(order.shown());
    });
  }

  @Override
  public synchronized Submission sell(ClosingOrder order) {
    settle();
    return switch (faults.post()) {
      case ARRIVES -> arrive(order);
      case LOST -> new Submission.Unknown("lost");
      case ANSWER_LOST -> {
        arrive(order);
        yield new Submission.Unknown("answer lost");
      }
      case LATE -> {
        due.add(new Due(now().plusSeconds(6), () -> arrive(order)));
        yield new Submission.Unknown("late");
      }
    };
  }

  @Override
  public synchronized void cancel(AccountName account, String orderId) {
    settle();
    Resting order = orders.get(orderId);
    if (order == null || order.status.terminal() || faults.cancelIsLost()) {
      return;
    }
    calls.add("cancel " + order.clientOrderId);
    if (order.status == OrderStatus.PENDING_CANCEL) {
      return;
    }
    Duration takes = faults.cancelTakes();
    if (takes == null) {
      fillAll(order);
      return;
    }
    order.status = OrderStatus.PENDING_CANCEL;
    due.add(
        new Due(
            now().plus(takes),
            () -> {
              if (!order.status.terminal()) {
                order.status = OrderStatus.CANCELED;
              }
            }));
  }

  @Override
  public synchronized Instant now() {
    return base.get().plus(waited);
  }

  @Override
  public synchronized void pause(Duration duration) {
    waited = waited.plus(duration);
    settle();
  }

  private <T> Reading<T> read(Supplier<T> value) {
    settle();
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
    boolean opposite =
        orders.values().stream()
            .anyMatch(
                o -> !o.status.terminal() && o.symbol.equals(order.symbol()) && o.side == Side.BUY);
    if (opposite) {
      return new Submission.Refused(Fault.WASH_TRADE, "potential wash trade detected");
    }
    BigDecimal position = held.getOrDefault(order.symbol(), BigDecimal.ZERO);
    BigDecimal wanted = order.quantity().amount();
    if (position.signum() > 0
        && wanted.compareTo(position) <= 0
        && wanted.compareTo(available(order.symbol(), position)) > 0) {
      return new Submission.Refused(Fault.QUANTITY_HELD, "insufficient qty available");
    }
    if (enforcesIntent && wanted.compareTo(position) > 0) {
      return new Submission.Refused(Fault.REFUSED, "position intent mismatch");
    }
    Resting taken = newOrder(order.id(), order.symbol(), Side.SELL, OrderType.MARKET, wanted);
    Instant fillsAt = now().plus(faults.fillTakes());
    BigDecimal part = wanted.multiply(faults.fillsPart()).setScale(0, java.math.RoundingMode.UP);
    due.add(new Due(fillsAt, () -> fill(taken, part)));
    return new Submission.Accepted(taken.shown());
  }

  private Resting newOrder(
      ClientOrderId id, Symbol symbol, Side side, OrderType type, BigDecimal quantity) {
    Resting order = new Resting("o" + nextId++, id, symbol, side, type, quantity, now());
    orders.put(order.id, order);
    return order;
  }

  private void fillAll(Resting order) {
    fill(order, order.left());
  }

  private void fill(Resting order, BigDecimal quantity) {
    BigDecimal part = quantity.min(order.left());
    if (order.status.terminal() || part.signum() <= 0) {
      return;
    }
    if (order.side == Side.SELL && enforcesIntent) {
      part = part.min(held.getOrDefault(order.symbol, BigDecimal.ZERO));
    }
    if (part.signum() > 0) {
      order.filled = order.filled.add(part);
      execute(order.symbol, order.side, part, order.id);
    }
    if (order.left().signum() == 0) {
      order.status = OrderStatus.FILLED;
    } else if (order.status == OrderStatus.NEW) {
      order.status = OrderStatus.PARTIALLY_FILLED;
    }
  }

  private void execute(Symbol symbol, Side side, BigDecimal quantity, String orderId) {
    fills.add(
        new Fill("f" + nextId++, orderId, symbol, side, new Quantity(quantity), PRICE, now()));
    change(symbol, quantity.multiply(BigDecimal.valueOf(side.sign())));
  }

  private void change(Symbol symbol, BigDecimal by) {
    BigDecimal now = held.merge(symbol, by, BigDecimal::add);
    lowest.merge(symbol, now, BigDecimal::min);
    past.put(now(), new LinkedHashMap<>(held));
  }

  private BigDecimal available(Symbol symbol, BigDecimal position) {
    BigDecimal resting =
        orders.values().stream()
            .filter(o -> !o.status.terminal() && o.side == Side.SELL && o.symbol.equals(symbol))
            .map(Resting::left)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return position.subtract(resting).max(BigDecimal.ZERO);
  }

  private Position position(Symbol symbol, BigDecimal quantity) {
    return new Position(
        symbol,
        new Quantity(quantity),
        new Quantity(available(symbol, quantity)),
        PRICE,
        PRICE,
        PRICE,
        new Money(quantity.multiply(PRICE.amount())));
  }

  private void settle() {
    Instant now = now();
    List<Due> ripe = due.stream().filter(d -> !d.at().isAfter(now)).toList();
    due.removeAll(ripe);
    ripe.forEach(d -> d.what().run());
  }

  private boolean open(Instant now) {
    return (opensAt == null || !now.isBefore(opensAt))
        && (closesAt == null || now.isBefore(closesAt));
  }

  private Instant nextOpen(Instant now) {
    return opensAt != null && now.isBefore(opensAt) ? opensAt : now.plus(Duration.ofHours(20));
  }

  private Instant nextClose(Instant now) {
    return closesAt != null && now.isBefore(closesAt) ? closesAt : now.plus(Duration.ofHours(5));
  }
}
