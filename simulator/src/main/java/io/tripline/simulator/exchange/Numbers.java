package io.tripline.simulator.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as the broker writes and rounds them. */
public final class Numbers {
  private Numbers() {}

  /** Without exponent and without trailing zeros: {@code 10}, {@code 650.12}. */
  public static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Shares that an amount in dollars buys, rounded down to nine decimals. */
  static BigDecimal shares(BigDecimal dollars, BigDecimal price) {
    return dollars.divide(price, 9, RoundingMode.DOWN);
  }
}
