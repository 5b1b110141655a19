package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Side;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** Watches the last trade for orders with a stop. Not thread-safe: the broker guards it. */
final class Stops {
  private final Broker broker;

  Stops(Broker broker) {
    this.broker = broker;
  }

  /** Whether the stop is or was reached; of a trailing stop, after it followed the price. */
  boolean isReached(Order order, Instant now) {
    if (order.terms().type() == OrderType.TRAILING_STOP) {
      follow(order, now);
    }
    checkStop(order, now);
    return order.isTriggered();
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
}
