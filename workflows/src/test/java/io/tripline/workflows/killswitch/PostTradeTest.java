package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostTradeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final Symbol QQQ = new Symbol("QQQ");

  @Test
  void anOrderWorthTheWholeEquityPassesAndOneShareMoreDoesNot() {
    assertThat(buy("1000", null, List.of(), List.of())).isEmpty();
    assertThat(buy("1001", null, List.of(), List.of()))
        .contains(
            "K9: the order is worth $100100.00; with $0.00 held and $0.00 on its way that is more"
                + " than the equity of $100000.00");
  }

  @Test
  void whatIsHeldCountsEvenOutsideTheScope() {
    assertThat(buy("400", null, List.of(held(Days.SPY, "600", "100")), List.of())).isEmpty();
    assertThat(buy("401", null, List.of(held(Days.SPY, "600", "100")), List.of())).isPresent();
    assertThat(buy("401", null, List.of(held(QQQ, "300", "200")), List.of())).isPresent();
    // Another's short is paid for from the same equity.
    assertThat(buy("401", null, List.of(held(QQQ, "-300", "200")), List.of())).isPresent();
  }

  /** An option's price is that of one share; a contract is a hundred of them. */
  @Test
  void aContractIsWorthAHundredTimesItsPrice() {
    Symbol call = new Symbol("SPY270115C00650000");
    assertThat(buy("400", null, List.of(held(call, "10", "60")), List.of())).isEmpty();
    assertThat(buy("401", null, List.of(held(call, "10", "60")), List.of())).isPresent();
    assertThat(buy("401", null, List.of(), List.of(order(call, Side.BUY, "10", "0", "60"))))
        .isPresent();
  }

  @Test
  void whatIsStillOnItsWayCountsWithWhatIsLeftOfIt() {
    Order open = order(Days.SPY, Side.BUY, "700", "100", "100");
    assertThat(buy("400", null, List.of(), List.of(open))).isEmpty();
    assertThat(buy("401", null, List.of(), List.of(open)))
        .get()
        .asString()
        .contains("$60000.00 on");
  }

  @Test
  void anExitOnItsWayDoesNotCount() {
    Order exit = order(Days.SPY, Side.SELL, "500", "0", "100");
    assertThat(buy("500", null, List.of(held(Days.SPY, "500", "100")), List.of(exit))).isEmpty();
    // Without a holding it would open a short.
    assertThat(buy("501", null, List.of(), List.of(exit))).isPresent();
  }

  @Test
  void anOrderOfUnknownValueIsNoneThatCountsAsNothing() {
    assertThat(buy("1", null, List.of(), List.of(order(Days.SPY, Side.BUY, null, "0", "100"))))
        .get()
        .asString()
        .contains("no value that is known");
    assertThat(buy("1", null, List.of(), List.of(order(QQQ, Side.BUY, "1", "0", null))))
        .isPresent();
    // Its symbol's own mid prices an order at the market.
    assertThat(buy("1", null, List.of(), List.of(order(Days.SPY, Side.BUY, "1", "0", null))))
        .isEmpty();
    assertThat(buy("1", null, List.of(held(QQQ, "1", "0")), List.of())).isPresent();
  }

  @Test
  void aShortInScopeIsBoughtBackByAPersonFirst() {
    assertThat(buy("1", null, List.of(held(Days.SPY, "-1", "100")), List.of()))
        .contains("K9: the account is short 1 SPY: a person buys that back first");
  }

  @Test
  void theDearerOfLimitAndMidCounts() {
    assertThat(buy("1000", "99.80", List.of(), List.of())).isEmpty();
    assertThat(buy("1000", "100.01", List.of(), List.of())).isPresent();
  }

  private static Optional<String> buy(
      String shares, @Nullable String limit, List<Position> positions, List<Order> open) {
    Money equity = Money.of("100000");
    Account account =
        new Account(
            "id",
            "ACTIVE",
            equity,
            equity,
            equity,
            LocalDate.parse("2026-11-20"),
            Money.ZERO,
            equity,
            false,
            false,
            false);
    return PostTrade.refusal(
        new OrderIntent(
            Days.SPY, Side.BUY, Quantity.of(shares), limit == null ? null : Price.of(limit), true),
        Price.of("100"),
        new AccountSnapshot(
            account, positions, open, List.of(), new MarketClock(NOW, true, NOW, NOW, 1), NOW),
        new Scope(List.of(Days.SPY)));
  }

  private static Position held(Symbol symbol, String quantity, String price) {
    Quantity shares = Quantity.of(quantity);
    Price mark = Price.of(price);
    return new Position(symbol, shares, shares, mark, mark, mark, Money.ZERO);
  }

  private static Order order(
      Symbol symbol, Side side, @Nullable String quantity, String filled, @Nullable String limit) {
    return new Order(
        "o1",
        new ClientOrderId("c1"),
        symbol,
        side,
        limit == null ? OrderType.MARKET : OrderType.LIMIT,
        OrderStatus.NEW,
        quantity == null ? null : Quantity.of(quantity),
        Quantity.of(filled),
        null,
        limit == null ? null : Price.of(limit),
        null,
        NOW,
        null,
        null);
  }
}
