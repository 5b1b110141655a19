package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;

/** What the fake broker shows of account and position. */
final class FakeShown {
  private FakeShown() {}

  static Account account(boolean suspended) {
    return new Account(
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
        suspended);
  }

  static Position position(Symbol symbol, BigDecimal quantity, BigDecimal available) {
    return new Position(
        symbol,
        new Quantity(quantity),
        new Quantity(available),
        FakeFlattenBroker.PRICE,
        FakeFlattenBroker.PRICE,
        FakeFlattenBroker.PRICE,
        new Money(quantity.multiply(FakeFlattenBroker.PRICE.amount())));
  }
}
