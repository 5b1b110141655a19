package io.tripline.workflows.account;

/** Who sends the account's orders. */
public enum Trader {
  /** A session of ours, under permits. */
  TRIPLINE,
  /** Another bot, or a person: no session of ours, and orders that we did not send are expected. */
  OTHER
}
