package io.tripline.simulator.market;

/** Why trading is halted, with the code and the words of the data stream's status message. */
public enum HaltReason {
  /** By an operator of this simulator, as an exchange does for news. */
  NEWS("T1", "Halt News Pending"),
  /** Limit up, limit down. */
  LULD("LUDP", "Volatility Trading Pause"),
  /** Market-wide, 7 % down. */
  LEVEL_1("MWC1", "Market-Wide Circuit Breaker Halt - Level 1"),
  /** Market-wide, 13 % down. */
  LEVEL_2("MWC2", "Market-Wide Circuit Breaker Halt - Level 2"),
  /** Market-wide, 20 % down: the day is over. */
  LEVEL_3("MWC3", "Market-Wide Circuit Breaker Halt - Level 3");

  private final String code;
  private final String message;

  HaltReason(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /** Reason code of the status message. */
  public String code() {
    return code;
  }

  /** Reason in words. */
  public String message() {
    return message;
  }
}
