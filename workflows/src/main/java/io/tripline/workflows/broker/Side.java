package io.tripline.workflows.broker;

/** Which way an order goes. */
public enum Side {
  BUY,
  SELL;

  /** +1 for a buy, -1 for a sell: the sign of slippage and of signed quantities. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }
}
