package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A price in US dollars per share, 0 or more (0 is a missing side of a quote). */
public record Price(BigDecimal amount) implements Comparable<Price> {
  /** Zero. */
  public static final Price ZERO = new Price(BigDecimal.ZERO);

  /**
   * Trailing zeros are dropped, so that equal amounts are equal. Throws {@link
   * IllegalArgumentException} if negative.
   */
  public Price {
    if (amount == null) {
      throw new IllegalArgumentException("price: missing");
    }
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("price: must be 0 or more, was " + amount);
    }
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** Reads a plain decimal such as {@code 12.5}; throws {@link IllegalArgumentException}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Price of(String text) {
    try {
      return new Price(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("price: must be a decimal number, was " + text, e);
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
  public Price plus(Price other) {
    return new Price(amount.add(other.amount));
  }

  /** This minus {@code other}. */
  public Price minus(Price other) {
    return new Price(amount.subtract(other.amount));
  }

  @Override
  public int compareTo(Price other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    return text();
  }
}
