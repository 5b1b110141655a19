package io.tripline.simulator.account;

import java.math.BigDecimal;

/** Which way an order or a fill goes. */
public enum Side {
  /** Adds to the position. */
  BUY,
  /** Takes from the position. */
  SELL;

  /** The quantity with the sign of this side: negative for a sale. */
  public BigDecimal signed(BigDecimal quantity) {
    return this == BUY ? quantity : quantity.negate();
  }

  /** The other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  /** The word of Alpaca's API. */
  public String code() {
    return this == BUY ? "buy" : "sell";
  }
}
