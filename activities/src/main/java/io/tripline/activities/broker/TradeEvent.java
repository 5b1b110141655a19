package io.tripline.activities.broker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of {@code trade_updates}; one that we don't know is {@link #UNKNOWN}. */
public enum TradeEvent {
  ACCEPTED,
  PENDING_NEW,
  NEW,
  PARTIAL_FILL,
  FILL,
  CANCELED,
  EXPIRED,
  DONE_FOR_DAY,
  REPLACED,
  REJECTED,
  PENDING_CANCEL,
  PENDING_REPLACE,
  STOPPED,
  SUSPENDED,
  CALCULATED,
  RESTATED,
  ORDER_REPLACE_REJECTED,
  ORDER_CANCEL_REJECTED,
  UNKNOWN;

  static TradeEvent of(@Nullable String word) {
    for (TradeEvent each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /** True where a position may have changed. */
  public boolean fills() {
    return this == FILL || this == PARTIAL_FILL || this == UNKNOWN;
  }
}
