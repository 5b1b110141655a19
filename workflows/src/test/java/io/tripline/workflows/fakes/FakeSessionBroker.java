package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One account, one symbol, one bad day at a time. Market time is {@code marketStart} plus the time
 * that the workflows see; orders fill at the ask or bid. Thread-safe.
 */
public final class FakeSessionBroker implements Broker {
  /** The Monday on which its market is: 9:30 to 16:00 in New York. */
  public static final TradingDay DAY = TradingDay.parse("2026-11-23");

  public static final Instant OPEN = Instant.parse("2026-11-23T14:30:00Z");
  public static final Instant CLOSE = Instant.parse("2026-11-23T21:00:00Z");
  public static final Instant NEXT_OPEN = Instant.parse("2026-11-24T14:30:00Z");
  private static final Instant NEXT_CLOSE = Instant.parse("2026-11-24T21:00:00Z");

  private final LongSupplier wall;
  private final long wallStart;
  private final Map<ClientOrderId, Order> orders = new LinkedHashMap<>();
  private final List<ClientOrderId> received = new ArrayList<>();
  private final Symbol symbol = new Symbol("SPY");
  private Instant marketStart = Instant.parse("2026-11-23T15:00:00Z");
  private BigDecimal held = BigDecimal.ZERO;
  private BigDecimal heldBefore = BigDecimal.ZERO;
  private Instant heldSince = Instant.MIN;
  private Duration positionsLag = Duration.ZERO;
  private Price bid = Price.of("649.99");
  private Price ask = Price.of("650.01");
  private Duration quoteAge = Duration.ofSeconds(1);
  private @Nullable Quote arrival;
  private BigDecimal fillFraction = BigDecimal.ONE;
  private boolean rests;
  private boolean ignoresCancels;
  private Predicate<Order> hidden = order -> false;
  private int restingOrders;
  private boolean hidesOrdersFromTheList;
  private Lost lost = Lost.NOTHING;
  private int readsThatFail;
  private Instant outageEnds = Instant.MIN;
  private Runnable whenFilled = () -> {};
  private @Nullable Fault refusal;

  private enum Lost {
    NOTHING,
    ANSWER,
    REQUEST
  }

  /** {@code wall} is the time that workflows see. */
  public FakeSessionBroker(LongSupplier wall) {
    this.wall = wall;
    this.wallStart = wall.getAsLong();
  }

  /** Sets market time, as of the fake's making. */
  public synchronized void marketStartsAt(Instant instant) {
    marketStart = instant;
  }

  /** Moves market time forward. */
  public synchronized void jumps(Duration by) {
    marketStart = marketStart.plus(by);
  }

  /** The account holds this. */
  public synchronized void holds(String quantity) {
    held = new BigDecimal(quantity);
  }

  /** Positions show a fill that much later. */
  public synchronized void positionsLag(Duration by) {
    positionsLag = by;
  }

  /** Quotes are this old. */
  public synchronized void quotesAreOld(Duration age) {
    quoteAge = age;
  }

  /** As orders are sent, that is the quote. */
  public synchronized void quotesAtArrival(Quote quote) {
    arrival = quote;
  }

  /** The next order arrives, its answer does not. */
  public synchronized void losesTheNextAnswer() {
    lost = Lost.ANSWER;
  }

  /** The next order does not even arrive. */
  public synchronized void losesTheNextRequest() {
    lost = Lost.REQUEST;
  }

  /** Orders fill only to this fraction and are then canceled by the broker. */
  public synchronized void fillsOnly(String fraction) {
    fillFraction = new BigDecimal(fraction);
  }

  /** Orders rest until canceled. */
  public synchronized void neverFills() {
    rests = true;
  }

  /** What rests is filled now, as every order from now on. */
  public synchronized void fillsWhatRests() {
    rests = false;
    List.copyOf(orders.values()).stream().filter(o -> !o.status().terminal()).forEach(this::fill);
  }

  /** Such orders can't be followed. */
  public synchronized void hides(Predicate<Order> orders) {
    hidden = orders;
  }

  /** Cancels are taken and do nothing. */
  public synchronized void ignoresCancels() {
    ignoresCancels = true;
  }

  /** The next orders rest until canceled. */
  public synchronized void doesNotFillTheNext(int orderCount) {
    restingOrders = orderCount;
  }

  /** Every order is refused. */
  public synchronized void refuses(Fault fault) {
    refusal = fault;
  }

  /** The next reads fail with an outage. */
  public synchronized void failsReads(int count) {
    readsThatFail = count;
  }

  /** Runs at each fill. */
  public synchronized void whenFilled(Runnable action) {
    whenFilled = action;
  }

  /** Reads fail with an outage until that market time. */
  public synchronized void failsReadsUntil(Instant end) {
    outageEnds = end;
  }

  /** The list of orders lags: only look-ups by id find them. */
  public synchronized void hidesOrdersFromTheList() {
    hidesOrdersFromTheList = true;
  }

  /** Ids of the orders that arrived, refused ones included, repeats too. */
  public synchronized List<ClientOrderId> ordersReceived() {
    return List.copyOf(received);
  }

  /** An order as the broker has it now. */
  public synchronized Order order(ClientOrderId id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("no order " + id);
    }
    return order;
  }

  /** All orders as the broker has them now, in the order of their arrival. */
  public synchronized List<Order> orders() {
    return List.copyOf(orders.values());
  }

  /** What the account holds now. */
  public synchronized BigDecimal held() {
    return held;
  }

  /** Puts an order there that nobody of this test sent. */
  public synchronized void has(ClientOrderId id, Side side, String quantity) {
    accept(id, new OrderIntent(symbol, side, Quantity.of(quantity), null, side == Side.BUY));
  }

  @Override
  public synchronized MarketNow market(AccountName account) {
    failIfOut();
    return new MarketNow(
        clock(),
        new MarketCalendar(
            List.of(
                new SessionHours(
                    TradingDay.parse("2026-11-20"),
                    Instant.parse("2026-11-20T14:30:00Z"),
                    Instant.parse("2026-11-20T21:00:00Z")),
                new SessionHours(DAY, OPEN, CLOSE),
                new SessionHours(TradingDay.parse("2026-11-24"), NEXT_OPEN, NEXT_CLOSE))));
  }

  @Override
  public synchronized AccountSnapshot snapshot(SnapshotRequest request) {
    failIfOut();
    FakeSessionHolding holding =
        new FakeSessionHolding(
            symbol, now().isBefore(heldSince.plus(positionsLag)) ? heldBefore : held);
    return new AccountSnapshot(
        holding.account(),
        holding.positions(),
        orders.values().stream().filter(o -> !o.status().terminal()).toList(),
        List.of(new Quote(symbol, bid, ask, now().minus(quoteAge))),
        clock(),
        Instant.ofEpochMilli(wall.getAsLong()));
  }

  @Override
  public synchronized DailyBars dailyBars(DailyBarsRequest request) {
    Price close = Price.of("648");
    return new DailyBars(
        List.of(
            new Bar(
                symbol, Instant.parse("2026-11-20T05:00:00Z"), close, close, close, close, 1L)));
  }

  @Override
  public synchronized Submission submit(OrderSubmission order) {
    if (wall.getAsLong() + 500 > order.expiresAt().toEpochMilli()) {
      return new Submission.Refused(Fault.PERMIT_EXPIRED, "too late");
    }
    Lost now = lost;
    lost = Lost.NOTHING;
    if (now == Lost.REQUEST) {
      return new Submission.Unknown("connection reset");
    }
    received.add(order.clientOrderId());
    if (orders.containsKey(order.clientOrderId())) {
      return new Submission.Refused(Fault.DUPLICATE_ORDER_ID, "must be unique");
    }
    if (refusal != null) {
      return new Submission.Refused(refusal, "refused by the fake");
    }
    Order accepted = accept(order.clientOrderId(), order.intent());
    return now == Lost.ANSWER
        ? new Submission.Unknown("read timed out")
        : new Submission.Accepted(accepted, arrival);
  }

  @Override
  public synchronized Lookup lookUp(OrderQuery query) {
    failIfOut();
    Order order = orders.get(query.clientOrderId());
    return order == null ? new Lookup.Absent() : new Lookup.Found(order);
  }

  @Override
  public synchronized FillOutcome awaitFill(AwaitFill request) {
    Order order = order(request.clientOrderId());
    if (hidden.test(order)) {
      throw Fault.BROKER_OUTAGE.failure("503");
    }
    if (order.status().terminal()) {
      return new FillOutcome.Ended(order);
    }
    if (rests || restingOrders > 0) {
      restingOrders--;
      return new FillOutcome.StillOpen(order);
    }
    return new FillOutcome.Ended(fill(order));
  }

  @Override
  public synchronized boolean cancel(CancelOrder request) {
    for (Order order : List.copyOf(orders.values())) {
      boolean meant = order.id().equals(request.orderId()) && !order.status().terminal();
      if (meant && !ignoresCancels) {
        put(order, OrderStatus.CANCELED, order.filled());
      }
    }
    return true;
  }

  @Override
  public synchronized DayOrders ordersSince(OrdersSince request) {
    failIfOut();
    return new DayOrders(
        hidesOrdersFromTheList
            ? List.of()
            : orders.values().stream()
                .filter(o -> !o.submittedAt().isBefore(request.since()))
                .toList(),
        List.of());
  }

  private Order accept(ClientOrderId id, OrderIntent intent) {
    Order order =
        new Order(
            "order-" + (orders.size() + 1),
            id,
            intent.symbol(),
            intent.side(),
            intent.limit() == null ? OrderType.MARKET : OrderType.LIMIT,
            OrderStatus.ACCEPTED,
            intent.quantity(),
            Quantity.ZERO,
            null,
            intent.limit(),
            null,
            now(),
            null,
            null);
    orders.put(id, order);
    return order;
  }

  private Order fill(Order order) {
    Quantity asked = order.quantity();
    if (asked == null) {
      throw new IllegalStateException("by dollar amount");
    }
    boolean whole = fillFraction.compareTo(BigDecimal.ONE) == 0;
    BigDecimal filled = asked.amount().multiply(fillFraction);
    heldBefore = held;
    heldSince = now();
    held = held.add(filled.multiply(BigDecimal.valueOf(order.side().sign())));
    whenFilled.run();
    return put(order, whole ? OrderStatus.FILLED : OrderStatus.CANCELED, new Quantity(filled));
  }

  private Order put(Order order, OrderStatus status, Quantity filled) {
    Order next =
        new Order(
            order.id(),
            order.clientOrderId(),
            order.symbol(),
            order.side(),
            order.type(),
            status,
            order.quantity(),
            filled,
            filled.signum() == 0 ? null : order.side() == Side.BUY ? ask : bid,
            order.limit(),
            null,
            order.submittedAt(),
            filled.signum() == 0 ? null : now(),
            null);
    orders.put(order.clientOrderId(), next);
    return next;
  }

  private void failIfOut() {
    boolean fails = readsThatFail-- > 0;
    readsThatFail = Math.max(0, readsThatFail);
    if (fails || now().isBefore(outageEnds)) {
      throw Fault.BROKER_OUTAGE.failure("503");
    }
  }

  private Instant now() {
    return marketStart
        .plus(Duration.ofMillis(wall.getAsLong() - wallStart))
        .truncatedTo(ChronoUnit.MILLIS);
  }

  private MarketClock clock() {
    Instant now = now();
    boolean before = now.isBefore(OPEN);
    boolean open = !before && now.isBefore(CLOSE);
    return new MarketClock(
        now, open, before ? OPEN : NEXT_OPEN, now.isBefore(CLOSE) ? CLOSE : NEXT_CLOSE, 1);
  }
}
