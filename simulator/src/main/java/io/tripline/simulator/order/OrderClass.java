package io.tripline.simulator.order;

/** Whether an order has company. */
public enum OrderClass {
  /** Alone; Alpaca shows the empty string. */
  SIMPLE(""),
  /** Entry with take-profit and stop-loss. */
  BRACKET("bracket"),
  /** Two exits, one cancels the other. */
  OCO("oco"),
  /** Entry with one exit. */
  OTO("oto");

  private final String code;

  OrderClass(String code) {
    this.code = code;
  }

  /** The word of Alpaca's API. */
  public String code() {
    return code;
  }
}
