package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

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
      sum = sum.add(position.quantity().amount().multiply(position.current().amount()));
    }
    return new Money(sum);
  }

  /** Equity as reported, less the sum of its parts. */
  public Money gap() {
    return account.equity().minus(parts());
  }
}
