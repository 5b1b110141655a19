package io.tripline.simulator.order;

import java.util.Locale;

/** How the price of an order is found. */
public enum OrderType {
  /** At the other side's best price. */
  MARKET,
  /** At the limit or better. */
  LIMIT,
  /** Market, once the last trade reaches the stop. */
  STOP,
  /** Limit, once the last trade reaches the stop. */
  STOP_LIMIT,
  /** Market, once the last trade falls back from its best by the trail. */
  TRAILING_STOP;

  /** The word of Alpaca's API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a limit price belongs to it. */
  public boolean hasLimit() {
    return this == LIMIT || this == STOP_LIMIT;
  }

  /** Whether a stop price belongs to it. */
  public boolean hasStop() {
    return this == STOP || this == STOP_LIMIT;
  }
}
