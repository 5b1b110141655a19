package io.tripline.workflows.killswitch;

/** What the account may do, from free to locked. Stricter needs nobody; looser needs a reset. */
public enum Ladder {
  ACTIVE,
  /** Back after a reset: half size and halved limits until the session ends. */
  PROBATION,
  ENTRIES_BLOCKED,
  REDUCE_ONLY,
  HALTED,
  /** Halted and proven flat. */
  FLAT_LOCKED;

  /** True where an order that raises exposure may pass. */
  public boolean passesEntries() {
    return this == ACTIVE || this == PROBATION;
  }

  /** True for HALTED and FLAT_LOCKED: what {@code is_halted} shows. */
  public boolean halted() {
    return this == HALTED || this == FLAT_LOCKED;
  }
}
