package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds what a broker shows, for the tests of pure decisions. */
final class Shown {
  static final Instant NINE = Instant.parse("2026-11-20T14:00:00Z");
  static final Symbol SPY = new Symbol("SPY");

  private final List<Position> positions = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final List<SymbolFills> fills = new ArrayList<>();
  private final List<Symbol> behind = new ArrayList<>();
  private boolean open = true;
  private boolean suspended;
  private Duration toClose = Duration.ofHours(5);
  private Instant at = NINE.plusSeconds(3600);

  static Shown nothing() {
    return new Shown();
  }

  static Quantity q(String text) {
    return Quantity.of(text);
  }

  static Order order(
      String clientId, Side side, String quantity, String filled, OrderStatus status) {
    return new Order(
        "o-" + clientId,
        new ClientOrderId(clientId),
        SPY,
        side,
        OrderType.MARKET,
        status,
        q(quantity),
        q(filled),
        Price.of("100"),
        null,
        null,
        NINE.plusSeconds(60),
        null,
        null);
  }

  Shown held(String symbol, String quantity, String available) {
    positions.add(
        new Position(
            new Symbol(symbol),
            q(quantity),
            q(available),
            Price.of("100"),
            Price.of("100"),
            Price.of("100"),
            new Money(q(quantity).amount().multiply(q("100").amount()))));
    return this;
  }

  Shown held(String quantity) {
    return held("SPY", quantity, quantity);
  }

  Shown open(Order order) {
    orders.add(order);
    return this;
  }

  Shown traded(String bought, String sold) {
    fills.add(new SymbolFills(SPY, q(bought), q(sold), NINE.plusSeconds(120), null));
    return this;
  }

  /** As {@link #traded}, with the last purchase at an instant of its own. */
  Shown tradedAfterBuying(String bought, String sold, Duration when) {
    Instant at = NINE.plusSeconds(3600).plus(when);
    fills.add(new SymbolFills(SPY, q(bought), q(sold), at, at));
    return this;
  }

  Shown closed() {
    open = false;
    return this;
  }

  Shown closesIn(Duration duration) {
    toClose = duration;
    return this;
  }

  Shown behind() {
    behind.add(SPY);
    return this;
  }

  /** Last traded so long after this builder's usual instant. */
  Shown traded(String bought, String sold, Duration when) {
    fills.add(new SymbolFills(SPY, q(bought), q(sold), NINE.plusSeconds(3600).plus(when), null));
    return this;
  }

  Shown suspended() {
    suspended = true;
    return this;
  }

  Shown after(Duration duration) {
    at = at.plus(duration);
    return this;
  }

  View view() {
    return new View(
        new Account(
            "id",
            "ACTIVE",
            Money.ZERO,
            Money.ZERO,
            Money.ZERO,
            null,
            Money.ZERO,
            Money.ZERO,
            false,
            false,
            suspended),
        positions,
        orders,
        fills,
        behind,
        List.of(),
        new MarketClock(at, open, at.plus(Duration.ofHours(20)), at.plus(toClose), 1),
        NINE,
        at);
  }
}
