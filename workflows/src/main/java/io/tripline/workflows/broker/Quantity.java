package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A number of shares, up to nine decimals; negative is short. */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {
  /** Zero. */
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  /** Trailing zeros are dropped, so that equal amounts are equal. */
  public Quantity {
    if (amount == null) {
      throw new IllegalArgumentException("quantity: missing");
    }
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** Reads a plain decimal such as {@code 12.5}; throws {@link IllegalArgumentException}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Quantity of(String text) {
    try {
      return new Quantity(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("quantity: must be a decimal number, was " + text, e);
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
  public Quantity plus(Quantity other) {
    return new Quantity(amount.add(other.amount));
  }

  /** This minus {@code other}. */
  public Quantity minus(Quantity other) {
    return new Quantity(amount.subtract(other.amount));
  }

  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    return text();
  }
}
