package io.tripline.workflows.session;

import io.temporal.workflow.Workflow;

/**
 * Which of the rules that came later hold for this run: one that began before a rule ends without
 * it, because its history has other commands. Only for workflow threads.
 */
final class SessionRules {
  private static final String NAME = "session-rules";
  private static final int RECORDS_LATE_ENDS = 1;
  private static final int SELLS_THE_REST = 2;
  private static final int MISTRUSTS_POSITIONS = 3;
  private static final int CANCELS_WHAT_IS_NOT_SEEN = 4;
  private static final int NEWEST = CANCELS_WHAT_IS_NOT_SEEN;

  private int version = Workflow.DEFAULT_VERSION;

  /** First in a run: asking for a version lets other threads run. */
  void ask() {
    version = Workflow.getVersion(NAME, Workflow.DEFAULT_VERSION, NEWEST);
  }

  /** An order's end is journalled although whoever sent it had given up following it. */
  boolean recordsLateEnds() {
    return version >= RECORDS_LATE_ENDS;
  }

  /** A sale in part is not yet the exit that was decided. */
  boolean sellsTheRest() {
    return version >= SELLS_THE_REST;
  }

  /** Right after an execution the close-out takes positions that show nothing of it for late. */
  boolean mistrustsPositions() {
    return version >= MISTRUSTS_POSITIONS;
  }

  /** An order that can't be followed is cancelled before it is left. */
  boolean cancelsWhatIsNotSeen() {
    return version >= CANCELS_WHAT_IS_NOT_SEEN;
  }
}
