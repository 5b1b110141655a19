package io.tripline.simulator.order;

import java.util.Locale;

/** How long an order lives. */
public enum TimeInForce {
  /** Until the close. */
  DAY,
  /** Until canceled, at most 90 days. */
  GTC,
  /** At the open only. */
  OPG,
  /** At the close only. */
  CLS,
  /** At once, the rest is canceled. */
  IOC,
  /** At once and whole, or not at all. */
  FOK;

  /** The word of Alpaca's API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
