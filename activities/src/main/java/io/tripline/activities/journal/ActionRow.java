package io.tripline.activities.journal;

import java.time.LocalDate;

/**
 * An action item as it stands; a text that is not known yet is empty.
 *
 * @param due its last day in UTC, such as {@code 2026-12-31}; empty without one
 */
public record ActionRow(
    String incident,
    int number,
    String account,
    String text,
    String owner,
    String due,
    String addedBy,
    String addedAt,
    String doneBy,
    String doneAt,
    String how) {
  /** True until somebody said that it is done. */
  public boolean open() {
    return doneAt.isEmpty();
  }

  /** True when its day is over and it is not done. */
  public boolean overdue(LocalDate today) {
    return open() && !due.isEmpty() && LocalDate.parse(due).isBefore(today);
  }
}
