package io.tripline.workflows.account;

/** How a session prices its orders. */
public enum OrderStyle {
  /** At the market. */
  MARKET,
  /** With a limit at an offset from the mid, priced anew when it does not fill. */
  LIMIT
}
