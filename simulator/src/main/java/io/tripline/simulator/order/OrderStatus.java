package io.tripline.simulator.order;

import java.util.Locale;

/** Where an order stands in its life (Alpaca's words). */
public enum OrderStatus {
  /** Received, not yet at the market. */
  PENDING_NEW,
  /** Received while the market is closed, waits for the session. */
  ACCEPTED,
  /** A leg that waits for its entry to fill. */
  HELD,
  /** Working. */
  NEW,
  /** Working, with some shares filled. */
  PARTIALLY_FILLED,
  /** A cancel was asked for; fills may still win. */
  PENDING_CANCEL,
  /** A replacement was asked for; fills may still win, and the replacement may be refused. */
  PENDING_REPLACE,
  /** Nothing more today; works again in the next core session. */
  DONE_FOR_DAY,
  /** All shares filled. */
  FILLED,
  /** Ended by a cancel; may have filled shares. */
  CANCELED,
  /** Ended by time; may have filled shares. */
  EXPIRED,
  /** Ended by its successor. */
  REPLACED,
  /** Refused after it was taken. */
  REJECTED;

  /** Whether nothing can happen to the order any more. */
  public boolean isTerminal() {
    return compareTo(FILLED) >= 0;
  }

  /** The word of Alpaca's API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
