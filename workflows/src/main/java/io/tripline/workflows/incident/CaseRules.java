package io.tripline.workflows.incident;

import io.temporal.workflow.Workflow;

/**
 * Which rules a run of an incident goes by: one that began before a rule ends without it. They are
 * numbered in the order in which they came and asked for once, at the start: asking yields to other
 * threads, and costs two events. For workflow threads.
 */
final class CaseRules {
  /** An approval that lifted no halt lifts no later one. */
  static final int VOID = 1;

  /** The guard hears where the incident stands in the order in which that came to be. */
  static final int TOLD_IN_ORDER = 2;

  /** A start by hand is refused for a cause that only another severity has. */
  static final int CAUSE_FITS = 3;

  /** A P0 that does not run any more holds nobody back. */
  static final int DEAD_OUTAGE = 4;

  /** A flatten that is asked for after its step had ended begins the step again. */
  static final int LATE_FLATTEN = 5;

  /** What people approved, and what was flattened, is no false alarm. */
  static final int NO_LATE_CLAIM = 6;

  /** A regrade ends the pause between two requests for measures. */
  static final int PAUSE_ENDS = 7;

  /** Market data are clean where that was seen, not where no block is known. */
  static final int CLEAN_IS_SEEN = 8;

  /** What somebody decides early once more is as young as that. */
  static final int FRESH_EARLY = 9;

  /** Who escalates, or states a cause, waits for no other request. */
  static final int FREE_VERBS = 10;

  /** All that came before there were these rules holds as well, and is not asked for by itself. */
  static final int OLDER_HOLD = 11;

  private static final String CHANGE = "case-rules";
  private static final int NEWEST = OLDER_HOLD;

  private int version = Workflow.DEFAULT_VERSION;

  /** First in a run. */
  void begin() {
    version = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, NEWEST);
  }

  /** Whether an older rule holds, which has a version of its own: each costs two events. */
  boolean holds(String older) {
    return has(OLDER_HOLD) || Workflow.getVersion(older, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** False until {@link #begin}, and where the run began before the rule. */
  boolean has(int rule) {
    return version >= rule;
  }
}
