package io.tripline.workflows.maintenance;

import io.tripline.workflows.runbook.Cause;

/**
 * Something that maintenance is about.
 *
 * @param cause what an incident of it is filed under
 * @param subject a file, a day, or what was configured
 * @param detail what is wrong with it, for people
 * @param byMachine whether maintenance may mend it by itself
 */
public record Defect(Cause cause, String subject, String detail, boolean byMachine) {
  /** One line. */
  public String sentence() {
    return subject + ": " + detail;
  }
}
