package io.tripline.workflows.broker;

/** Alpaca's order types for equities; anything else the broker shows is UNKNOWN. */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  UNKNOWN
}
