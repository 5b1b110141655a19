package io.tripline.workflows.fills;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The numbers of the rules on fill times and partial fills. They halt nothing: they declare a P2.
 *
 * @param slow an order that could be filled at once and takes longer is slow; paper fills in 3 ms
 *     to 1 s
 * @param partial the share of orders that may end with a part only; paper fills about 10 % in parts
 * @param orders fewer orders than this declare nothing
 */
public record FillLimits(Duration slow, BigDecimal partial, int orders) {
  /** No configuration may call a longer wait usual. */
  public static final Duration MOST_SLOW = Duration.ofMinutes(1);

  /** No configuration may look away when more than every third order ends with a part. */
  public static final BigDecimal MOST_PARTIAL = new BigDecimal("0.33");

  /** No configuration may wait for more orders than the smaller window holds. */
  public static final int MOST_ORDERS = FillStatistics.TIMED;

  /** The shipped numbers. */
  public static final FillLimits DEFAULT =
      new FillLimits(Duration.ofSeconds(5), new BigDecimal("0.1"), 5);

  /** Throws {@link IllegalArgumentException} naming the number that is out of range. */
  public FillLimits {
    require(
        slow.compareTo(Duration.ofSeconds(1)) >= 0 && slow.compareTo(MOST_SLOW) <= 0,
        "fills.slow",
        "1 s to 60 s",
        slow);
    require(
        partial.signum() > 0 && partial.compareTo(MOST_PARTIAL) <= 0,
        "fills.partial",
        "above 0 and at most 0.33",
        partial);
    require(orders >= 5 && orders <= MOST_ORDERS, "fills.orders", "5 to 10", orders);
  }

  private static void require(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": must be " + allowed + ", was " + was);
    }
  }
}
