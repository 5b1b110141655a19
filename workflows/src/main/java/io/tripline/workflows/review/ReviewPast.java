package io.tripline.workflows.review;

import io.tripline.workflows.journal.Entry;
import java.util.List;

/**
 * What the journal knows of an incident and its review.
 *
 * @param entries ascending; empty when it does not know the incident
 */
public record ReviewPast(List<Entry> entries) {
  /** Copies the entries. */
  public ReviewPast {
    entries = List.copyOf(entries);
  }
}
