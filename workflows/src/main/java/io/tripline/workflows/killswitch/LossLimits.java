package io.tripline.workflows.killswitch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits as they stand now, as loss fractions.
 *
 * @param instant from here on the first valid reading trips
 */
public record LossLimits(
    BigDecimal soft, BigDecimal hard, BigDecimal instant, int confirmReads, Duration confirmSpan) {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TWO = new BigDecimal("2");

  /**
   * The configured limits times {@code factor}; after an early reset instead the accepted loss plus
   * half of each limit, and never more than twice the limit (risk.md section 8.3, step 4).
   */
  public static LossLimits of(Limits limits, @Nullable BigDecimal acceptedLoss, BigDecimal factor) {
    if (acceptedLoss == null) {
      BigDecimal hard = limits.dailyLoss().multiply(factor);
      return new LossLimits(
          limits.dailyLossSoft().multiply(factor),
          hard,
          hard.multiply(limits.instantFactor()),
          limits.confirmReads(),
          limits.confirmSpan());
    }
    BigDecimal cap = limits.dailyLoss().multiply(TWO);
    BigDecimal half = limits.dailyLoss().multiply(HALF);
    return new LossLimits(
        acceptedLoss.add(limits.dailyLossSoft().multiply(HALF)).min(cap),
        acceptedLoss.add(half).min(cap),
        acceptedLoss.add(half.multiply(limits.instantFactor())).min(cap),
        limits.confirmReads(),
        limits.confirmSpan());
  }

  /** The limit that a switch compares with; those that compare no loss get the hard one. */
  public BigDecimal of(KillSwitch killSwitch) {
    return switch (killSwitch) {
      case K1S -> soft;
      case K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K14, K15, K16, K17, K18, K19 ->
          hard;
    };
  }

  /** A fraction as people read it, such as {@code 2.31 %}; never rounded up to a limit. */
  public static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString() + " %";
  }
}
