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
  GUARD,
  /** A limit that people changed. */
  LIMIT,
  NOTE
}
