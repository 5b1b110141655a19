package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Activity;
import io.tripline.simulator.account.Side;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderStatus;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Fills orders against the book: at the best bid and offer whatever their size, as Alpaca's paper
 * trading does, unless the book is thin. Not thread-safe: the broker guards it.
 */
final class Matching {
  private final Broker broker;
  private final Stops stops;
  private final Company company;
  private final Liquidity liquidity;

  Matching(Broker broker) {
    this.broker = broker;
    this.stops = new Stops(broker);
    this.company = new Company(broker);
    this.liquidity = new Liquidity(broker);
  }

  /** Whether an order that arrives now goes to the market at once. */
  boolean startsNow(boolean extendedHours, TimeInForce inForce) {
    Phase phase = broker.calendar().phaseAt(broker.now());
    return switch (phase) {
      case CORE -> inForce != TimeInForce.OPG;
      case PRE, POST -> extendedHours;
      case CLOSED -> false;
    };
  }

  /** Brings a fresh order to the market, or tells that it waits. */
  void start(Order order) {
    Instant now = broker.now();
    if (order.status() == OrderStatus.ACCEPTED) {
      broker.listener().happened("accepted", order, now);
      return;
    }
    broker.listener().happened("pending_new", order, now);
    if (order.nextEvent().isEmpty()) {
      begin(order, now);
    }
  }

  private void begin(Order order, Instant now) {
    work(order, now);
    match(order, now);
    cancelUnfilledAtOnce(order, now);
  }

  /** Starts an order whose time has come; a replacement takes the place of its predecessor. */
  private void startLate(Order order, Instant now) {
    String replaces = order.terms().replaces();
    Order old = replaces == null ? null : broker.book().find(replaces).orElseThrow();
    if (old != null && old.status() != OrderStatus.REPLACED) {
      boolean refused =
          order.isRefusedAtStart()
              || old.status() != OrderStatus.PENDING_REPLACE
              || old.hasFilledSinceAsked();
      if (refused) {
        refuseReplacement(order, old, now);
        return;
      }
      old.replaceBy(order.id(), now);
      sizeLegs(order);
      broker.listener().happened("replaced", old, now);
    }
    begin(order, now);
  }

  /** The legs of a replaced entry follow its successor's size. */
  void sizeLegs(Order order) {
    order
        .quantity()
        .ifPresent(quantity ->
            broker.book().legsOf(order).forEach(leg -> leg.reduceTo(quantity, broker.now())));
  }

  private void refuseReplacement(Order order, Order old, Instant now) {
    order.reject(now);
    broker.listener().happened("rejected", order, now);
    if (old.status() == OrderStatus.PENDING_REPLACE) {
      old.workOn(now);
      match(old, now);
    }
    broker.listener().happened("order_replace_rejected", old, now);
  }

  /** Brings orders that waited for a session to the market. */
  void startWaiting(Instant now) {
    for (Order order : broker.book().open()) {
      if (order.status() == OrderStatus.ACCEPTED
          && (startsNow(order.terms().extendedHours(), order.terms().timeInForce())
              || isOpening(order))) {
        begin(order, now);
        broker.changed();
      } else if (order.status() == OrderStatus.DONE_FOR_DAY && isNextSession(order, now)) {
        order.workOn(now);
        broker.listener().happened("new", order, now);
        match(order, now);
        broker.changed();
      }
    }
  }

  private boolean isNextSession(Order order, Instant now) {
    return broker.isOpen()
        && broker.calendar().dateAt(order.updatedAt()).isBefore(broker.calendar().dateAt(now));
  }

  /** Fills what the market allows at this instant, and ends what is due. */
  void matchAll(Instant now) {
    for (Order order : broker.book().open()) {
      if (order.isCancelDue(now) && !broker.faults().isOn(Effect.CancelStuck.class)) {
        cancel(order, now);
        broker.changed();
      } else if (order.isStartDue(now)) {
        startLate(order, now);
        broker.changed();
      } else if (order.isWorking()) {
        match(order, now);
      }
    }
  }

  /** Fills orders for the close at the last price. */
  void matchAtClose(Instant now) {
    for (Order order : broker.book().open()) {
      if (order.isWorking() && order.terms().timeInForce() == TimeInForce.CLS) {
        BigDecimal price = broker.tape().price(order.symbol(), now);
        BigDecimal limit = order.terms().limitPrice();
        if (limit == null || reaches(order.side(), price, limit)) {
          fill(order, order.leavesAt(price), price, now);
        }
      }
    }
  }

  /** Ends what time ends: good-till-canceled orders by a cancel, the others by expiry. */
  void expire(Instant now) {
    for (Order order : broker.book().open()) {
      if (!order.terms().expiresAt().isAfter(now)) {
        if (order.terms().timeInForce() == TimeInForce.GTC) {
          cancel(order, now);
        } else {
          broker.memory().keep(now, order);
          order.expire(now);
          broker.listener().happened("expired", order, now);
          company.ended(order, now);
        }
        broker.changed();
      }
    }
  }

  /** Ends an order and what depends on it. */
  void cancel(Order order, Instant now) {
    broker.memory().keep(now, order);
    order.cancel(now);
    broker.listener().happened("canceled", order, now);
    company.ended(order, now);
    String replaces = order.terms().replaces();
    if (replaces != null) {
      broker
          .book()
          .find(replaces)
          .filter(old -> old.status() == OrderStatus.PENDING_REPLACE)
          .ifPresent(old -> old.workOn(now));
    }
  }

  private void work(Order order, Instant now) {
    order.work(now);
    broker
        .faults()
        .take(Effect.FillDelay.class)
        .ifPresent(effect -> order.delayFillsUntil(now.plus(effect.delay())));
    broker.listener().happened("new", order, now);
    if (order.terms().orderClass() == OrderClass.OCO && order.terms().parentId() == null) {
      company.startLegs(order, now);
    }
  }

  private void match(Order order, Instant now) {
    if (!order.isWorking() || !order.mayFill(now) || !isTradable(order, now)) {
      return;
    }
    executablePrice(order, now)
        .ifPresent(price -> {
          if (broker.faults().take(Effect.DoneForDay.class).isPresent()) {
            order.endForDay(now);
            broker.listener().happened("done_for_day", order, now);
            broker.changed();
          } else {
            execute(order, price, now);
          }
        });
  }

  private boolean isTradable(Order order, Instant now) {
    if (broker.tape().halted(order.symbol(), now)
        || order.terms().timeInForce() == TimeInForce.CLS) {
      return false;
    }
    return switch (broker.calendar().phaseAt(now)) {
      case CORE -> true;
      case PRE, POST -> order.terms().extendedHours();
      case CLOSED -> false;
    };
  }

  private Optional<BigDecimal> executablePrice(Order order, Instant now) {
    Quote quote = broker.tape().quote(order.symbol(), now);
    BigDecimal touch = order.side() == Side.BUY ? quote.ask() : quote.bid();
    OrderType type = order.terms().type();
    if ((type.hasStop() || type == OrderType.TRAILING_STOP) && !stops.isReached(order, now)) {
      return Optional.empty();
    }
    BigDecimal limit = order.terms().limitPrice();
    return limit == null || reaches(order.side(), touch, limit)
        ? Optional.of(touch)
        : Optional.empty();
  }

  private void execute(Order order, BigDecimal touch, Instant now) {
    BigDecimal leaves = order.leavesAt(touch);
    boolean whole =
        order.terms().notional() != null || order.terms().timeInForce() == TimeInForce.FOK;
    Optional<Effect.PartialFill> partial =
        whole || leaves.compareTo(BigDecimal.ONE) <= 0
            ? Optional.empty()
            : broker.faults().take(Effect.PartialFill.class);
    BigDecimal wanted = partial.map(effect -> part(leaves, effect.fraction())).orElse(leaves);
    partial.ifPresent(effect -> order.delayFillsUntil(now.plus(effect.rest())));
    if (order.terms().notional() != null) {
      BigDecimal price = away(order, touch);
      fill(order, order.leavesAt(price), price, now);
      return;
    }
    List<Liquidity.Slice> slices =
        liquidity.offered(order.symbol(), order.side(), wanted, order.terms().limitPrice(), now);
    BigDecimal offered =
        slices.stream().map(Liquidity.Slice::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (offered.compareTo(wanted) < 0) {
      order.delayFillsUntil(now.plus(broker.tape().depth(order.symbol(), now).refill()));
      if (whole) {
        return;
      }
    }
    liquidity.take(order.symbol(), order.side(), offered, now);
    slices.forEach(slice -> fill(order, slice.quantity(), away(order, slice.price()), now));
  }

  private static BigDecimal part(BigDecimal leaves, double fraction) {
    return leaves
        .multiply(BigDecimal.valueOf(fraction))
        .setScale(0, RoundingMode.DOWN)
        .max(BigDecimal.ONE);
  }

  /** A limit is never violated: only orders without one fill away from the quote. */
  private BigDecimal away(Order order, BigDecimal touch) {
    if (order.terms().limitPrice() != null) {
      return touch;
    }
    int sign = order.side() == Side.BUY ? 1 : -1;
    return broker
        .faults()
        .take(Effect.FillAway.class)
        .map(effect ->
            touch
                .multiply(BigDecimal.valueOf(1 + sign * effect.bps() / 10_000))
                .setScale(2, RoundingMode.HALF_EVEN))
        .orElse(touch);
  }

  private void fill(Order order, BigDecimal quantity, BigDecimal price, Instant now) {
    broker.memory().keep(now, order);
    order.fill(quantity, price, now);
    BigDecimal leaves =
        order.status() == OrderStatus.FILLED ? BigDecimal.ZERO : order.leavesAt(price);
    broker.memory().keep(now, broker.ledger().positions());
    Activity.Fill fill =
        broker
            .ledger()
            .fill(
                now,
                order.id(),
                order.symbol(),
                order.side(),
                quantity,
                price,
                order.filled(),
                leaves);
    String event = order.status() == OrderStatus.FILLED ? "fill" : "partial_fill";
    broker.listener().filled(event, order, fill, broker.ledger().quantity(order.symbol()));
    company.filled(order, leaves, now);
    broker.changed();
  }

  private void cancelUnfilledAtOnce(Order order, Instant now) {
    TimeInForce inForce = order.terms().timeInForce();
    boolean atOnce =
        inForce == TimeInForce.IOC || inForce == TimeInForce.FOK || inForce == TimeInForce.OPG;
    if (atOnce && order.isOpen()) {
      cancel(order, now);
    }
  }

  private boolean isOpening(Order order) {
    return order.terms().timeInForce() == TimeInForce.OPG && broker.isOpen();
  }

  private static boolean reaches(Side side, BigDecimal price, BigDecimal limit) {
    return side == Side.BUY ? price.compareTo(limit) <= 0 : price.compareTo(limit) >= 0;
  }
}
