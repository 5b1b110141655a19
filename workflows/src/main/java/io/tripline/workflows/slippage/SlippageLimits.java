package io.tripline.workflows.slippage;

import java.math.BigDecimal;

/**
 * The numbers of the slippage switch, in basis points of execution cost (arrival → fill).
 *
 * @param fill a usable fill beyond this trips once the quotes behind it are confirmed
 * @param inARow consecutive usable fills beyond this trip
 * @param fillsInARow how many of those; never 1
 * @param mean a mean beyond this, well founded, asks people to investigate (runbook: 10)
 * @param baseline the mean that is expected (runbook: 5)
 */
public record SlippageLimits(
    BigDecimal fill, BigDecimal inARow, int fillsInARow, BigDecimal mean, BigDecimal baseline) {
  /** No configuration may let a single fill cost more than 2 % unseen. */
  public static final BigDecimal MOST_FILL = new BigDecimal("200");

  /** No configuration may let fills in a row cost more than 1 % each unseen. */
  public static final BigDecimal MOST_IN_A_ROW = new BigDecimal("100");

  /** No configuration may wait for more fills in a row than these. */
  public static final int MOST_FILLS_IN_A_ROW = 5;

  /** No configuration may look away longer than a mean of this. */
  public static final BigDecimal MOST_MEAN = new BigDecimal("50");

  /** The shipped numbers (risk.md section 6.2; mean and baseline from the runbook's P2). */
  public static final SlippageLimits DEFAULT =
      new SlippageLimits(
          new BigDecimal("100"),
          new BigDecimal("50"),
          3,
          new BigDecimal("10"),
          new BigDecimal("5"));

  /** Throws {@link IllegalArgumentException} naming the number that is out of range. */
  public SlippageLimits {
    require(
        fill.signum() > 0 && fill.compareTo(MOST_FILL) <= 0,
        "slippage.fill",
        "above 0 and at most 200",
        fill);
    require(
        inARow.signum() > 0 && inARow.compareTo(MOST_IN_A_ROW) <= 0 && inARow.compareTo(fill) <= 0,
        "slippage.inARow",
        "above 0, at most 100 and at most slippage.fill",
        inARow);
    require(
        fillsInARow >= 2 && fillsInARow <= MOST_FILLS_IN_A_ROW,
        "slippage.fillsInARow",
        "2 to 5",
        fillsInARow);
    require(
        baseline.signum() > 0 && baseline.compareTo(MOST_MEAN) < 0,
        "slippage.baseline",
        "above 0 and below 50",
        baseline);
    require(
        mean.compareTo(baseline) > 0 && mean.compareTo(MOST_MEAN) <= 0,
        "slippage.mean",
        "above slippage.baseline and at most 50",
        mean);
  }

  /** The tripping limits times a factor, as in probation; what people investigate stays. */
  public SlippageLimits times(BigDecimal factor) {
    return new SlippageLimits(
        fill.multiply(factor), inARow.multiply(factor), fillsInARow, mean, baseline);
  }

  private static void require(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": must be " + allowed + ", was " + was);
    }
  }
}
