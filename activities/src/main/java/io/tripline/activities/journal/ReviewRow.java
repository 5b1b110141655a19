package io.tripline.activities.journal;

/**
 * A review as it stands; a text that is not known yet is empty, times are ISO-8601 in UTC.
 *
 * @param runbook {@code needed: …} or {@code not needed: …}
 * @param closedAt empty until it was signed and its report was written
 */
public record ReviewRow(
    String incident,
    String account,
    String openedAt,
    String dueAt,
    String rootCause,
    int lessons,
    String runbook,
    String signedBy,
    String closedAt,
    String report) {
  /** True until the incident is closed by it. */
  public boolean open() {
    return closedAt.isEmpty();
  }
}
