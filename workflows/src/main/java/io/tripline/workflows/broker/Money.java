package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** An amount of US dollars; may be negative. */
public record Money(BigDecimal amount) implements Comparable<Money> {
  /** Zero. */
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  /** Trailing zeros are dropped, so that equal amounts are equal. */
  public Money {
    if (amount == null) {
      throw new IllegalArgumentException("money: missing");
    }
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** Reads a plain decimal such as {@code 12.5}; throws {@link IllegalArgumentException}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Money of(String text) {
    try {
      return new Money(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("money: must be a decimal number, was " + text, e);
    }
  }

  /** The plain decimal, the inverse of {@link #of}. */
  @JsonValue
  public String text() {
    return amount.toPlainString();
  }

  /** -1, 0 or 1. */
  public int signum() {
    return amount.signum();
  }

  /** This plus {@code other}. */
  public Money plus(Money other) {
    return new Money(amount.add(other.amount));
  }

  /** This minus {@code other}. */
  public Money minus(Money other) {
    return new Money(amount.subtract(other.amount));
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    return text();
  }
}
