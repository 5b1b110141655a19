package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * K8: an entry beyond reason is refused (risk.md section 8.2): a limit price too far from the mid,
 * or more value than was planned. An exit never is: what closes must not wait. Pure.
 */
public final class OrderCollar {
  private static final BigDecimal BPS = new BigDecimal("10000");
  private static final BigDecimal TWO = new BigDecimal("2");

  private OrderCollar() {}

  /**
   * Why an entry is refused; empty where it may pass.
   *
   * @param mid middle of the quote that the asker saw
   * @param planned the most that may be held by configuration; null: not known yet
   * @param regularHours false: twice the distance is allowed
   */
  public static Optional<String> refusal(
      OrderIntent intent,
      Price mid,
      @Nullable Money planned,
      boolean regularHours,
      SwitchLimits limits) {
    if (mid.signum() <= 0) {
      return Optional.of("K8: the mid is " + mid);
    }
    Price limit = intent.limit();
    if (limit != null) {
      BigDecimal away =
          limit
              .amount()
              .subtract(mid.amount())
              .abs()
              .multiply(BPS)
              .divide(mid.amount(), 4, RoundingMode.UP);
      BigDecimal allowed = regularHours ? limits.collarBps() : limits.collarBps().multiply(TWO);
      if (away.compareTo(allowed) > 0) {
        return Optional.of(
            "K8: the limit price %s is %s bps from the mid %s, at most %s"
                .formatted(
                    limit,
                    away.setScale(1, RoundingMode.UP).toPlainString(),
                    mid,
                    allowed.toPlainString()));
      }
    }
    BigDecimal dearest = limit == null ? mid.amount() : limit.amount().max(mid.amount());
    BigDecimal value = intent.quantity().amount().multiply(dearest);
    return planned != null && value.compareTo(planned.amount().multiply(limits.overPlan())) > 0
        ? Optional.of(
            "K8: the order is worth $%s, planned are $%s and at most %s times that"
                .formatted(
                    value.setScale(2, RoundingMode.UP).toPlainString(),
                    planned.amount().setScale(2, RoundingMode.DOWN).toPlainString(),
                    limits.overPlan().toPlainString()))
        : Optional.empty();
  }
}
