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
import java.util.Optional;

/**
 * Fills orders against the best bid and offer, whatever their size, as Alpaca's paper trading does.
 * Not thread-safe: the broker guards it.
 */
final class Matching {
  private final Broker broker;

  Matching(Broker broker) {
    this.broker = broker;
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
    work(order, now);
    match(order, now);
    cancelUnfilledAtOnce(order, now);
  }

  /** Brings orders that waited for a session to the market. */
  void startWaiting(Instant now) {
    for (Order order : broker.book().open()) {
      if (order.status() == OrderStatus.ACCEPTED
          && (startsNow(order.terms().extendedHours(), order.terms().timeInForce())
              || isOpening(order))) {
        work(order, now);
        match(order, now);
        cancelUnfilledAtOnce(order, now);
        broker.changed();
      }
    }
  }

  /** Fills what the market allows at this instant, and ends what is due. */
  void matchAll(Instant now) {
    for (Order order : broker.book().open()) {
      if (order.isCancelDue(now)) {
        cancel(order, now);
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
          order.expire(now);
          broker.listener().happened("expired", order, now);
          cancelCompany(order, now);
        }
        broker.changed();
      }
    }
  }

  /** Ends an order and what depends on it. */
  void cancel(Order order, Instant now) {
    order.cancel(now);
    broker.listener().happened("canceled", order, now);
    cancelCompany(order, now);
  }

  private void work(Order order, Instant now) {
    order.work(now);
    broker
        .faults()
        .take(Effect.FillDelay.class)
        .ifPresent(effect -> order.delayFillsUntil(now.plus(effect.delay())));
    broker.listener().happened("new", order, now);
    if (order.terms().orderClass() == OrderClass.OCO && order.terms().parentId() == null) {
      broker.book().legsOf(order).forEach(leg -> startLeg(leg, now));
    }
  }

  private void startLeg(Order leg, Instant now) {
    if (leg.status() == OrderStatus.HELD) {
      leg.work(now);
      broker.listener().happened("new", leg, now);
    }
  }

  private void match(Order order, Instant now) {
    if (!order.isWorking() || !order.mayFill(now) || !isTradable(order, now)) {
      return;
    }
    executablePrice(order, now).ifPresent(price -> execute(order, price, now));
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
    if (type == OrderType.TRAILING_STOP) {
      follow(order, now);
    }
    if (type.hasStop() || type == OrderType.TRAILING_STOP) {
      checkStop(order, now);
      if (!order.isTriggered()) {
        return Optional.empty();
      }
    }
    BigDecimal limit = order.terms().limitPrice();
    return limit == null || reaches(order.side(), touch, limit)
        ? Optional.of(touch)
        : Optional.empty();
  }

  private void checkStop(Order order, Instant now) {
    BigDecimal last = broker.tape().price(order.symbol(), now);
    boolean reached =
        stopOf(order)
            .filter(stop ->
                order.side() == Side.BUY ? last.compareTo(stop) >= 0 : last.compareTo(stop) <= 0)
            .isPresent();
    if (reached && !order.isTriggered()) {
      order.trigger(now);
      broker.changed();
    }
  }

  private void follow(Order order, Instant now) {
    BigDecimal last = broker.tape().price(order.symbol(), now);
    boolean better =
        order
            .best()
            .map(best ->
                order.side() == Side.SELL ? last.compareTo(best) > 0 : last.compareTo(best) < 0)
            .orElse(true);
    if (better && !order.isTriggered()) {
      order.follow(last);
      broker.changed();
    }
  }

  /** The stop price that counts now; of a trailing stop, the trail behind its best price. */
  static Optional<BigDecimal> stopOf(Order order) {
    if (order.terms().type() != OrderType.TRAILING_STOP) {
      return Optional.ofNullable(order.terms().stopPrice());
    }
    return order
        .best()
        .map(best -> {
          BigDecimal percent = order.terms().trailPercent();
          BigDecimal price = order.terms().trailPrice();
          BigDecimal trail =
              percent != null
                  ? best.multiply(percent).movePointLeft(2)
                  : price == null ? BigDecimal.ZERO : price;
          return best.subtract(order.side() == Side.SELL ? trail : trail.negate())
              .setScale(2, RoundingMode.HALF_EVEN);
        });
  }

  private void execute(Order order, BigDecimal touch, Instant now) {
    BigDecimal price = away(order, touch);
    BigDecimal leaves = order.leavesAt(price);
    boolean whole =
        order.terms().notional() != null || order.terms().timeInForce() == TimeInForce.FOK;
    Optional<Effect.PartialFill> partial =
        whole || leaves.compareTo(BigDecimal.ONE) <= 0
            ? Optional.empty()
            : broker.faults().take(Effect.PartialFill.class);
    if (partial.isEmpty()) {
      fill(order, leaves, price, now);
      return;
    }
    Effect.PartialFill effect = partial.get();
    BigDecimal part =
        leaves
            .multiply(BigDecimal.valueOf(effect.fraction()))
            .setScale(0, RoundingMode.DOWN)
            .max(BigDecimal.ONE);
    order.delayFillsUntil(now.plus(effect.rest()));
    fill(order, part, price, now);
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
    order.fill(quantity, price, now);
    BigDecimal leaves =
        order.status() == OrderStatus.FILLED ? BigDecimal.ZERO : order.leavesAt(price);
    broker.rememberPositions();
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
    afterFill(order, leaves, now);
    broker.changed();
  }

  private void afterFill(Order order, BigDecimal leaves, Instant now) {
    boolean entry =
        order.terms().parentId() == null
            && order.terms().orderClass() != OrderClass.SIMPLE
            && order.terms().orderClass() != OrderClass.OCO;
    if (entry) {
      if (order.status() == OrderStatus.FILLED) {
        broker.book().legsOf(order).forEach(leg -> startLeg(leg, now));
      }
      return;
    }
    for (Order sibling : broker.book().siblingsOf(order)) {
      if (sibling.isOpen()) {
        if (leaves.signum() == 0) {
          sibling.cancel(now);
          broker.listener().happened("canceled", sibling, now);
        } else {
          sibling.reduceTo(leaves.add(sibling.filled()), now);
        }
      }
    }
  }

  /** Legs of an entry that ended, and siblings of an exit that ended, have nothing left to do. */
  private void cancelCompany(Order order, Instant now) {
    boolean filledEntry = order.terms().parentId() == null && order.filled().signum() > 0;
    for (Order other :
        order.terms().parentId() == null
            ? broker.book().legsOf(order)
            : broker.book().siblingsOf(order)) {
      if (other.isOpen() && !(filledEntry && protects(order, other, now))) {
        other.cancel(now);
        broker.listener().happened("canceled", other, now);
      }
    }
  }

  /** An entry that ended half filled leaves its legs working for the shares that it has. */
  private boolean protects(Order entry, Order leg, Instant now) {
    if (entry.terms().orderClass() == OrderClass.OCO) {
      return false;
    }
    leg.reduceTo(entry.filled(), now);
    startLeg(leg, now);
    return true;
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
