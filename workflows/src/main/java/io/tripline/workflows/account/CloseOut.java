package io.tripline.workflows.account;

/** What becomes of a holding at the end of an intraday session. */
public enum CloseOut {
  /** It stays; the guard goes on watching it. */
  HOLD,
  /** It is sold at the market before the close. */
  FLAT
}
