package io.tripline.workflows.maintenance;

import java.util.List;

/**
 * What maintenance came to.
 *
 * @param sentence for people
 * @param lines what was checked, found and done, in order
 */
public record MaintenanceResult(Outcome outcome, String sentence, List<String> lines) {
  /** How it ended. */
  public enum Outcome {
    /** Nothing was wrong. */
    CLEAN,
    /** Everything that was wrong is mended, and seen to be. */
    MENDED,
    /** A person is needed. */
    NEEDS_PERSON,
    /** Found, and declared as P3. */
    DECLARED,
    /** The market is open, or it is not known whether: nothing was touched. */
    NOT_NOW,
    /** The start argument can't be used. */
    REFUSED
  }

  /** Copies the lines. */
  public MaintenanceResult {
    lines = List.copyOf(lines);
  }
}
