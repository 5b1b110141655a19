package io.tripline.simulator.market;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How much the book holds beyond the best price.
 *
 * @param shares at each level; 0 takes any size at the best price, as Alpaca's paper trading does
 * @param levels price levels on each side
 * @param stepCents from one level to the next
 * @param refill how long a level stays empty after it was taken
 */
public record Depth(int shares, int levels, int stepCents, Duration refill) {
  /** Any size fills at the best price. */
  public static final Depth ENDLESS = new Depth(0, 1, 1, Duration.ZERO);

  /** One level of the book: a price and the shares that stand there. */
  public record Level(BigDecimal price, int shares) {}

  /** Throws {@link IllegalArgumentException} that names the component out of bounds. */
  public Depth {
    within("shares", shares, 0, 1_000_000);
    within("levels", levels, 1, 50);
    within("stepCents", stepCents, 1, 1_000);
    if (refill.isNegative() || (shares > 0 && refill.isZero())) {
      throw new IllegalArgumentException("refill: must be more than 0, was " + refill);
    }
  }

  /** Whether a size can be too large. */
  public boolean isThin() {
    return shares > 0;
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": must be " + least + " to " + most + ", was " + value);
    }
  }
}
