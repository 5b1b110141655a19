package io.tripline.simulator.exchange;

import static io.tripline.simulator.order.Refusal.notFound;
import static io.tripline.simulator.order.Refusal.unprocessable;

import io.tripline.simulator.account.Position;
import io.tripline.simulator.account.Side;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderStatus;
import io.tripline.simulator.order.OrderTerms;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.Refusal;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes, changes and cancels orders. Not thread-safe: the broker guards it. */
public final class OrderDesk {
  private static final Duration LONGEST_LIFE = Duration.ofDays(90);
  private static final LocalTime GTC_ENDS = LocalTime.of(16, 15);

  private final Broker broker;
  private final OrderRules rules;

  OrderDesk(Broker broker) {
    this.broker = broker;
    this.rules = new OrderRules(broker);
  }

  /**
   * Takes an order. The receipt is written before the market sees it, so that it says {@code
   * pending_new} even where the order fills at once.
   */
  public <T> T submit(OrderRequest request, Function<Order, T> receipt) {
    rules.checkAccount();
    rules.check(request);
    return take(request, null, receipt);
  }

  /** Closes some of a position at the market, or all of it where no quantity is given. */
  public <T> T close(String symbol, @Nullable BigDecimal quantity, Function<Order, T> receipt) {
    Position position =
        broker.ledger().position(symbol).orElseThrow(() -> notFound("position does not exist"));
    if (broker.flags().suspendBlocksCloses()) {
      rules.checkAccount();
    }
    BigDecimal closed = quantity == null ? position.quantity().abs() : quantity;
    rules.means().requireAvailable(symbol, closed);
    Side side = position.isShort() ? Side.BUY : Side.SELL;
    OrderRequest request = OrderRequest.closing(symbol, side, closed);
    rules.check(request);
    return take(request, null, receipt);
  }

  /** Closes a share of a position, in percent. */
  public <T> T closePercentage(String symbol, BigDecimal percent, Function<Order, T> receipt) {
    BigDecimal held = broker.ledger().quantity(symbol).abs();
    BigDecimal quantity =
        held.multiply(percent).divide(BigDecimal.valueOf(100), 9, RoundingMode.DOWN);
    return close(symbol, held.signum() == 0 ? null : quantity, receipt);
  }

  /** Asks for a cancel; the order ends now, or later where a fault delays it. */
  public void cancel(Order order) {
    if (order.status().isTerminal()) {
      boolean repeated = order.status() == OrderStatus.CANCELED && !broker.isOpen();
      if (repeated) {
        return;
      }
      throw unprocessable("order is already in \"" + order.status().code() + "\" state");
    }
    if (order.status() == OrderStatus.PENDING_CANCEL) {
      return;
    }
    if (order.status() == OrderStatus.PENDING_REPLACE) {
      throw unprocessable("cannot cancel order in pending_replace status");
    }
    if (broker.faults().take(Effect.CancelFails.class).isPresent()) {
      throw new Refusal(500, 50010000, "internal server error occurred");
    }
    Duration delay =
        broker
            .faults()
            .take(Effect.CancelDelay.class)
            .map(Effect.CancelDelay::delay)
            .orElse(Duration.ZERO);
    boolean stuck = broker.faults().isOn(Effect.CancelStuck.class);
    Instant now = broker.now();
    broker.memory().keep(now, order);
    order.requestCancel(now, now.plus(delay));
    if (delay.isZero() && !stuck) {
      broker.matching().cancel(order, now);
    } else {
      broker.listener().happened("pending_cancel", order, now);
    }
    broker.changed();
  }

  /** Replaces a working order by one with changed terms. */
  public <T> T replace(Order old, OrderChange change, Function<Order, T> receipt) {
    checkReplaceable(old);
    OrderTerms terms = old.terms();
    rules.checkClientOrderId(change.clientOrderId());
    OrderRules.checkPrice("limit_price", change.limitPrice());
    OrderRules.checkPrice("stop_price", change.stopPrice());
    if (terms.notional() != null) {
      throw unprocessable("notional orders cannot be replaced");
    }
    BigDecimal quantity = change.quantity() == null ? terms.quantity() : change.quantity();
    if (quantity == null || quantity.compareTo(old.filled()) <= 0) {
      throw unprocessable("qty must be > filled_qty");
    }
    TimeInForce inForce = change.timeInForce() == null ? terms.timeInForce() : change.timeInForce();
    BigDecimal limit = change.limitPrice() == null ? terms.limitPrice() : change.limitPrice();
    BigDecimal stop = change.stopPrice() == null ? terms.stopPrice() : change.stopPrice();
    boolean percent = terms.trailPercent() != null;
    BigDecimal trail = change.trail();
    var changed =
        new OrderTerms(
            broker.book().nextSequence(),
            UUID.randomUUID().toString(),
            change.clientOrderId() == null ? UUID.randomUUID().toString() : change.clientOrderId(),
            terms.symbol(),
            terms.side(),
            terms.type(),
            inForce,
            terms.orderClass(),
            quantity.subtract(old.filled()),
            null,
            limit,
            stop,
            trail == null || percent ? terms.trailPrice() : trail,
            trail == null || !percent ? terms.trailPercent() : trail,
            terms.positionIntent(),
            terms.extendedHours(),
            terms.parentId(),
            broker.now(),
            expiry(inForce, terms.extendedHours()),
            old.id());
    if (sameTerms(terms, changed, old)) {
      throw unprocessable("order parameters are not changed");
    }
    var order = new Order(changed, OrderStatus.PENDING_NEW);
    Optional<Effect.ReplaceDelay> pending = broker.faults().take(Effect.ReplaceDelay.class);
    pending.ifPresentOrElse(
        effect -> {
          old.requestReplace(broker.now());
          order.startLater(broker.now().plus(effect.delay()), effect.rejected());
        },
        () -> old.replaceBy(order.id(), broker.now()));
    broker.book().add(order);
    broker.matching().sizeLegs(order);
    broker.changed();
    T written = receipt.apply(order);
    broker
        .listener()
        .happened(pending.isPresent() ? "pending_replace" : "replaced", old, broker.now());
    broker.matching().start(order);
    return written;
  }

  private static void checkReplaceable(Order order) {
    switch (order.status()) {
      case NEW, PARTIALLY_FILLED -> {}
      case REPLACED -> throw unprocessable("order already replaced");
      case FILLED, CANCELED, EXPIRED, REJECTED ->
          throw unprocessable("order is already in \"" + order.status().code() + "\" state");
      case PENDING_NEW, ACCEPTED, HELD, PENDING_CANCEL, PENDING_REPLACE, DONE_FOR_DAY ->
          throw unprocessable("cannot replace order in " + order.status().code() + " status");
    }
  }

  private static boolean sameTerms(OrderTerms old, OrderTerms changed, Order order) {
    return same(order.quantity().orElse(null), changed.quantity(), order.filled())
        && old.timeInForce() == changed.timeInForce()
        && same(old.limitPrice(), changed.limitPrice(), BigDecimal.ZERO)
        && same(old.stopPrice(), changed.stopPrice(), BigDecimal.ZERO)
        && same(old.trailPrice(), changed.trailPrice(), BigDecimal.ZERO)
        && same(old.trailPercent(), changed.trailPercent(), BigDecimal.ZERO);
  }

  private static boolean same(
      @Nullable BigDecimal old, @Nullable BigDecimal changed, BigDecimal filled) {
    if (old == null || changed == null) {
      return old == null && changed == null;
    }
    return old.subtract(filled).compareTo(changed) == 0;
  }

  private <T> T take(OrderRequest request, @Nullable String replaces, Function<Order, T> receipt) {
    boolean starts = broker.matching().startsNow(request.extendedHours(), request.timeInForce());
    OrderTerms terms = terms(request, replaces, starts);
    var order = new Order(terms, starts ? OrderStatus.PENDING_NEW : OrderStatus.ACCEPTED);
    broker
        .faults()
        .take(Effect.NewDelay.class)
        .filter(effect -> starts)
        .ifPresent(effect -> order.startLater(broker.now().plus(effect.delay()), false));
    broker.book().add(order);
    addLegs(request, order);
    broker.changed();
    T written = receipt.apply(order);
    broker.matching().start(order);
    return written;
  }

  private OrderTerms terms(OrderRequest request, @Nullable String replaces, boolean starts) {
    String clientOrderId = request.clientOrderId();
    long sequence = broker.book().nextSequence();
    // The market takes an order a few milliseconds after the broker did; that moment is now.
    Instant created = starts ? broker.now().minusMillis(2 + sequence % 4) : broker.now();
    return new OrderTerms(
        sequence,
        UUID.randomUUID().toString(),
        clientOrderId == null ? UUID.randomUUID().toString() : clientOrderId,
        request.symbol(),
        request.side(),
        request.type(),
        request.timeInForce(),
        request.orderClass(),
        request.quantity(),
        request.notional(),
        request.limitPrice(),
        request.stopPrice(),
        request.trailPrice(),
        request.trailPercent(),
        rules.inferredIntent(request.symbol(), request.side()),
        request.extendedHours(),
        null,
        created,
        expiry(request.timeInForce(), request.extendedHours()),
        replaces);
  }

  private void addLegs(OrderRequest request, Order parent) {
    if (request.orderClass() == OrderClass.SIMPLE) {
      return;
    }
    boolean exit = request.orderClass() == OrderClass.OCO;
    Side side = exit ? request.side() : request.side().opposite();
    if (request.takeProfitLimit() != null && !exit) {
      addLeg(parent, side, OrderType.LIMIT, request.takeProfitLimit(), null);
    }
    if (request.stopLossStop() != null) {
      BigDecimal limit = request.stopLossLimit();
      OrderType type = limit == null ? OrderType.STOP : OrderType.STOP_LIMIT;
      addLeg(parent, side, type, limit, request.stopLossStop());
    }
  }

  private void addLeg(
      Order parent,
      Side side,
      OrderType type,
      @Nullable BigDecimal limit,
      @Nullable BigDecimal stop) {
    OrderTerms entry = parent.terms();
    var leg =
        new OrderTerms(
            broker.book().nextSequence(),
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            entry.symbol(),
            side,
            type,
            entry.timeInForce(),
            entry.orderClass(),
            entry.quantity(),
            null,
            limit,
            stop,
            null,
            null,
            side == Side.SELL ? "sell_to_close" : "buy_to_close",
            false,
            parent.id(),
            entry.createdAt(),
            entry.expiresAt(),
            null);
    broker.book().add(new Order(leg, OrderStatus.HELD));
  }

  private Instant expiry(TimeInForce inForce, boolean extendedHours) {
    Instant now = broker.now();
    if (inForce == TimeInForce.GTC) {
      return new MarketDay(broker.calendar().dateAt(now.plus(LONGEST_LIFE)), GTC_ENDS, GTC_ENDS)
          .closesAt();
    }
    if (extendedHours && broker.calendar().phaseAt(now) == Phase.POST) {
      return broker.calendar().day(broker.calendar().dateAt(now)).orElseThrow().sessionClosesAt();
    }
    MarketDay day = broker.calendar().nextClose(now);
    return extendedHours ? day.sessionClosesAt() : day.closesAt();
  }
}
