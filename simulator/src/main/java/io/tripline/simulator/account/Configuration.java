package io.tripline.simulator.account;

/**
 * What the account's owner can set at the broker (Alpaca: account/configurations).
 *
 * @param maxMarginMultiplier "1", "2" or "4"
 * @param suspendTrade every new order is refused
 * @param noShorting selling what is not held is refused
 * @param tradeConfirmEmail "all" or "none"
 */
public record Configuration(
    boolean disableOvernightTrading,
    boolean fractionalTrading,
    String maxMarginMultiplier,
    int maxOptionsTradingLevel,
    boolean noShorting,
    boolean ptpNoExceptionEntry,
    boolean suspendTrade,
    String tradeConfirmEmail) {
  /** What a new paper account has. */
  public static Configuration fresh() {
    return new Configuration(false, true, "4", 3, false, false, false, "all");
  }
}
