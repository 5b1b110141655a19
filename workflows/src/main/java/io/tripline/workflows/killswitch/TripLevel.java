package io.tripline.workflows.killswitch;

/** What a trip asks for; each level includes those before it. */
public enum TripLevel {
  /** Refuse orders that raise exposure. */
  STOP,
  /** Also cancel open orders that could raise exposure. */
  CANCEL,
  /** Also close every position in scope and prove the account flat. */
  FLATTEN
}
