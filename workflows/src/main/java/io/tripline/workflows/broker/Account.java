package io.tripline.workflows.broker;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account as the broker showed it (fields of Alpaca's Account schema).
 *
 * @param id the broker's own account id; a paper reset changes it
 * @param status {@code ACTIVE} or another word of the broker's
 * @param equity cash + long market value + short market value
 * @param lastEquity equity at 16:00 ET of the previous trading day
 * @param balanceAsof New York date of that snapshot; null when the broker did not say
 * @param intradayAdjustments deposits less withdrawals of today
 * @param suspendedByUser the {@code suspend_trade} flag as seen on the account
 */
public record Account(
    String id,
    String status,
    Money cash,
    Money equity,
    Money lastEquity,
    @Nullable LocalDate balanceAsof,
    Money intradayAdjustments,
    Money buyingPower,
    boolean tradingBlocked,
    boolean accountBlocked,
    boolean suspendedByUser) {
  private static final int DECIMALS = 6;

  /**
   * The day's loss as a fraction of the previous close's equity, deposits and withdrawals taken
   * out; 0 for a gain; empty without a positive equity to compare with (risk.md section 3).
   */
  public Optional<BigDecimal> dayLoss() {
    BigDecimal last = lastEquity.amount();
    if (last.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal loss = last.subtract(equity.amount()).add(intradayAdjustments.amount());
    return Optional.of(loss.max(BigDecimal.ZERO).divide(last, DECIMALS, RoundingMode.HALF_UP));
  }
}
