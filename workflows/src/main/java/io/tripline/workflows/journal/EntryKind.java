package io.tripline.workflows.journal;

/** What an entry of the journal is about. */
public enum EntryKind {
  SESSION,
  PERMIT,
  ORDER,
  FILL,
  SLIPPAGE,
  READING,
  TRIP,
  VERDICT,
  FLATTEN,
  LADDER,
  RESET,
  INCIDENT,
  STEP,
  DECISION,
  NOTICE,
  REPORT,
  /** What is said in a post-incident review. */
  REVIEW,
  /** A preventive measure with owner and due date: added, assigned, done. */
  ACTION,
  GUARD,
  /** A limit that people changed. */
  LIMIT,
  /** What a weekly reconciliation found. */
  RECONCILIATION,
  /** A fix that waits for maintenance, and what became of it. */
  MAINTENANCE,
  NOTE
}
