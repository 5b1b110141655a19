package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Account and positions, read one right after the other at wall time {@code at}. */
public record AccountView(Account account, List<Position> positions, Instant at) {
  /** Copies the positions. */
  public AccountView {
    positions = List.copyOf(positions);
  }

  /** The same account with what is held in scope only: of the rest nothing is read or said. */
  public AccountView within(Scope scope) {
    return new AccountView(
        account, positions.stream().filter(each -> scope.contains(each.symbol())).toList(), at);
  }

  /** Cash and every position at the broker's own mark: what equity should be. */
  public Money parts() {
    BigDecimal sum = account.cash().amount();
    for (Position position : positions) {
      sum = sum.add(position.worth());
    }
    return new Money(sum);
  }

  /** What the broker shows no price of; empty where everything that is held has one. */
  public Optional<Symbol> unpriced() {
    return positions.stream()
        .filter(position -> !position.isPriced())
        .map(Position::symbol)
        .findFirst();
  }

  /** Equity as reported, less the sum of its parts. */
  public Money gap() {
    return account.equity().minus(parts());
  }
}
