package io.tripline.simulator.exchange;

import java.math.BigDecimal;

/**
 * What the broker's side does to the account.
 *
 * @param status such as {@code ACTIVE}
 * @param suspendBlocksCloses whether {@code suspend_trade} refuses closes by DELETE too
 * @param equityGlitch dollars by which the reported equity is wrong; positions and prices stay
 *     right
 */
public record AccountFlags(
    String status,
    boolean tradingBlocked,
    boolean accountBlocked,
    boolean suspendBlocksCloses,
    BigDecimal equityGlitch) {
  static AccountFlags fresh() {
    return new AccountFlags("ACTIVE", false, false, true, BigDecimal.ZERO);
  }

  /** The same with another glitch. */
  public AccountFlags withEquityGlitch(BigDecimal glitch) {
    return new AccountFlags(status, tradingBlocked, accountBlocked, suspendBlocksCloses, glitch);
  }
}
