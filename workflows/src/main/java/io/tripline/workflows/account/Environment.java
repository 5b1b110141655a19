package io.tripline.workflows.account;

/** Where an account lives. */
public enum Environment {
  SIMULATOR,
  PAPER,
  LIVE
}
