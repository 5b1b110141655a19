package io.tripline.workflows.account;

/** Whether the account's own guards at the broker are ours to set. */
public enum ArmingChoice {
  /** Also where no session of ours trades, and where others use the account. */
  ON,
  /** Never. */
  OFF,
  /** Where a session of ours trades. */
  AUTO
}
