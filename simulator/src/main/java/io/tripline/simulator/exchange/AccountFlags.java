package io.tripline.simulator.exchange;

import java.math.BigDecimal;

/**
 * What the broker's side does to the account.
 *
 * @param status such as {@code ACTIVE}
 * @param suspendBlocksCloses whether {@code suspend_trade} refuses closes by DELETE too
 * @param liquidationOnly whether only orders that reduce a position are taken
 * @param patternDayTrader whether every order gets the legacy refusal of a pattern day trader
 * @param noRecentSip whether recent data of all exchanges is refused, as with a free subscription
 * @param equityGlitch dollars by which the reported equity is wrong; positions and prices stay
 *     right
 */
public record AccountFlags(
    String status,
    boolean tradingBlocked,
    boolean accountBlocked,
    boolean suspendBlocksCloses,
    boolean liquidationOnly,
    boolean patternDayTrader,
    boolean noRecentSip,
    BigDecimal equityGlitch) {
  /** An account without restrictions of the rarer kinds. */
  public AccountFlags(
      String status,
      boolean tradingBlocked,
      boolean accountBlocked,
      boolean suspendBlocksCloses,
      BigDecimal equityGlitch) {
    this(
        status,
        tradingBlocked,
        accountBlocked,
        suspendBlocksCloses,
        false,
        false,
        false,
        equityGlitch);
  }

  static AccountFlags fresh() {
    return new AccountFlags("ACTIVE", false, false, true, BigDecimal.ZERO);
  }

  /** The same with another glitch. */
  public AccountFlags withEquityGlitch(BigDecimal glitch) {
    return new AccountFlags(
        status,
        tradingBlocked,
        accountBlocked,
        suspendBlocksCloses,
        liquidationOnly,
        patternDayTrader,
        noRecentSip,
        glitch);
  }
}
