package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * The limit-up and limit-down prices of a symbol of tier 1: a share round the mean price of five
 * minutes. Trading beyond them for fifteen seconds pauses it.
 */
public record PriceBands(BigDecimal reference, BigDecimal lower, BigDecimal upper) {
  private static final int SAMPLES = 10;
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final Duration WIDE_BEFORE_CLOSE = Duration.ofMinutes(25);
  private static final BigDecimal LOW_PRICE = new BigDecimal("3.00");
  private static final BigDecimal PENNY_PRICE = new BigDecimal("0.75");

  /**
   * The bands at an instant of the core session.
   *
   * @param since the open or the last reopening: earlier prices don't count
   */
  static PriceBands of(Tape tape, String symbol, Instant at, Instant since, Instant close) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < SAMPLES; i++) {
      Instant sample = at.minus(BETWEEN.multipliedBy(i));
      sum = sum.add(tape.price(symbol, sample.isBefore(since) ? since : sample));
    }
    BigDecimal reference = sum.divide(BigDecimal.valueOf(SAMPLES), 2, RoundingMode.HALF_UP);
    boolean nearClose = Duration.between(at, close).compareTo(WIDE_BEFORE_CLOSE) <= 0;
    BigDecimal width = width(reference, nearClose);
    return new PriceBands(
        reference, reference.subtract(width).max(BigDecimal.ZERO), reference.add(width));
  }

  /** 5 % above $3; 20 % from $0.75; 75 % or 15 cents below; twice that near the close. */
  private static BigDecimal width(BigDecimal reference, boolean nearClose) {
    BigDecimal width =
        reference.compareTo(LOW_PRICE) > 0
            ? share(reference, "0.05")
            : reference.compareTo(PENNY_PRICE) >= 0
                ? share(reference, "0.20")
                : share(reference, "0.75").min(new BigDecimal("0.15"));
    return nearClose ? width.multiply(BigDecimal.TWO) : width;
  }

  private static BigDecimal share(BigDecimal reference, String share) {
    return reference.multiply(new BigDecimal(share)).setScale(2, RoundingMode.HALF_UP);
  }

  /** Whether a price is at a band or beyond. */
  public boolean isLimit(BigDecimal price) {
    return price.compareTo(lower) <= 0 || price.compareTo(upper) >= 0;
  }
}
