package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * K9 before an entry: what is held, what is still on its way and the new order together may not be
 * worth more than the equity (risk.md section 8.2). Counts the whole account, because all of it is
 * paid from the same equity; what has no price counts as too much, never as nothing. Pure.
 */
public final class PostTrade {
  private PostTrade() {}

  /**
   * Why an entry is refused; empty where it may pass.
   *
   * @param seen the account as it is now; orders that have ended are ignored
   * @param mid middle of a quote of the order's symbol
   */
  public static Optional<String> refusal(
      OrderIntent intent, Price mid, AccountSnapshot seen, Scope scope) {
    BigDecimal equity = seen.account().equity().amount();
    Map<String, Price> marks = new LinkedHashMap<>();
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    BigDecimal held = BigDecimal.ZERO;
    for (Position each : seen.positions()) {
      if (each.quantity().signum() < 0 && scope.contains(each.symbol())) {
        return refused(
            "the account is short %s %s: a person buys that back first"
                .formatted(each.quantity().amount().abs().toPlainString(), each.symbol()));
      }
      if (each.quantity().signum() != 0 && each.current().signum() <= 0) {
        return refused("what is held of " + each.symbol() + " has no price");
      }
      marks.put(each.symbol().value(), each.current());
      quantities.put(each.symbol().value(), each.quantity());
      held = held.add(each.worth().abs());
    }
    marks.merge(intent.symbol().value(), mid, PostTrade::dearer);
    BigDecimal underWay = BigDecimal.ZERO;
    for (Order each : seen.openOrders()) {
      if (each.status().terminal() || !couldRaise(each, quantities)) {
        continue;
      }
      Price price = dearest(each, marks.get(each.symbol().value()));
      Quantity all = each.quantity();
      if (price == null || all == null) {
        return refused(
            "the open order %s of %s has no value that is known"
                .formatted(each.clientOrderId(), each.symbol()));
      }
      BigDecimal left = all.amount().subtract(each.filled().amount()).max(BigDecimal.ZERO);
      underWay = underWay.add(each.symbol().worth(left, price.amount()));
    }
    Price limit = intent.limit();
    BigDecimal own =
        intent
            .quantity()
            .amount()
            .multiply(limit == null ? mid.amount() : dearer(limit, mid).amount());
    return held.add(underWay).add(own).compareTo(equity) > 0
        ? refused(
            "the order is worth $%s; with $%s held and $%s on its way that is more than the equity of $%s"
                .formatted(up(own), up(held), up(underWay), down(equity)))
        : Optional.empty();
  }

  private static boolean couldRaise(Order order, Map<String, Quantity> quantities) {
    Quantity held = quantities.get(order.symbol().value());
    int sign = held == null ? 0 : held.signum();
    return order.side() == Side.BUY ? sign >= 0 : sign <= 0;
  }

  private static @Nullable Price dearest(Order order, @Nullable Price mark) {
    Price dearest = either(mark, either(order.limit(), order.stop()));
    return dearest == null || dearest.signum() <= 0 ? null : dearest;
  }

  private static @Nullable Price either(@Nullable Price one, @Nullable Price other) {
    return one == null ? other : other == null ? one : dearer(one, other);
  }

  private static Price dearer(Price one, Price other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Optional<String> refused(String why) {
    return Optional.of("K9: " + why);
  }

  private static String up(BigDecimal dollars) {
    return dollars.setScale(2, RoundingMode.UP).toPlainString();
  }

  private static String down(BigDecimal dollars) {
    return dollars.setScale(2, RoundingMode.DOWN).toPlainString();
  }
}
