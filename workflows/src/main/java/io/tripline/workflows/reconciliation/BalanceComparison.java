package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.reconciliation.Finding.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Positions and cash now against what the last reconciliation saw and the executions since. An
 * execution is counted once at the broker's figure; whether the journal has it is asked for each
 * order.
 */
final class BalanceComparison {
  private static final BigDecimal DOLLAR = BigDecimal.ONE;

  private BalanceComparison() {}

  /**
   * Compares.
   *
   * @param since every execution at the broker after {@code opening}
   */
  static List<Finding> of(
      @Nullable Balance opening, Balance closing, List<Fill> since, Scope scope) {
    if (opening == null) {
      return List.of(
          Kind.NO_OPENING.of(
              "account",
              "no earlier reconciliation is in the journal: positions and cash are taken as they"
                  + " are, the next one compares with them"));
    }
    List<Finding> findings = new ArrayList<>();
    TreeSet<String> symbols = new TreeSet<>();
    opening.positions().forEach(held -> symbols.add(held.symbol().value()));
    closing.positions().forEach(held -> symbols.add(held.symbol().value()));
    since.forEach(fill -> symbols.add(fill.symbol().value()));
    for (String name : symbols) {
      Symbol symbol = new Symbol(name);
      Quantity moved =
          since.stream()
              .filter(fill -> fill.symbol().equals(symbol))
              .map(fill ->
                  fill.side().sign() > 0 ? fill.quantity() : Quantity.ZERO.minus(fill.quantity()))
              .reduce(Quantity.ZERO, Quantity::plus);
      Quantity expected = opening.of(symbol).plus(moved);
      if (scope.contains(symbol) && !expected.equals(closing.of(symbol))) {
        findings.add(
            Kind.POSITION_DIFFERS.of(
                name,
                "held %s, executions since %s: %s expected, the broker shows %s"
                    .formatted(opening.of(symbol), moved, expected, closing.of(symbol))));
      }
    }
    BigDecimal spent =
        since.stream()
            .map(fill ->
                fill.price()
                    .amount()
                    .multiply(fill.quantity().amount())
                    .multiply(BigDecimal.valueOf(fill.side().sign())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal expected = opening.cash().amount().subtract(spent);
    BigDecimal difference = closing.cash().amount().subtract(expected);
    if (difference.abs().compareTo(DOLLAR) > 0) {
      findings.add(
          Kind.CASH_DIFFERS.of(
              "cash",
              "%s expected from the executions, the broker shows %s: %s that they do not explain"
                      .formatted(cents(expected), cents(closing.cash().amount()), cents(difference))
                  + " (a deposit, a fee or a dividend?)"));
    }
    return findings;
  }

  private static String cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
