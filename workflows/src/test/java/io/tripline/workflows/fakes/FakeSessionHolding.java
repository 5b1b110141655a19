package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** $100,000, some of it in one symbol at $650. */
record FakeSessionHolding(Symbol symbol, BigDecimal held) {
  Account account() {
    Money cash = new Money(new BigDecimal("100000").subtract(worth().amount()));
    return new Account(
        "id",
        "ACTIVE",
        cash,
        Money.of("100000"),
        Money.of("100000"),
        LocalDate.parse("2026-11-20"),
        Money.ZERO,
        cash,
        false,
        false,
        false);
  }

  List<Position> positions() {
    return held.signum() == 0
        ? List.of()
        : List.of(
            new Position(
                symbol,
                new Quantity(held),
                new Quantity(held),
                Price.of("650"),
                Price.of("650"),
                Price.of("649"),
                worth()));
  }

  private Money worth() {
    return new Money(held.multiply(new BigDecimal("650")));
  }
}
