package io.tripline.activities.journal;

import java.util.List;

/**
 * What a check of the whole chain found.
 *
 * @param entries sequence of the last entry
 * @param head hash of the last entry; keep a copy elsewhere to prove the journal's age
 * @param problems for people; empty when the chain is whole
 * @param comparedWithMirror false where no mirror was there to compare with: then nothing shows
 *     entries that were cut off at the end
 */
public record Verification(
    boolean whole, long entries, String head, List<String> problems, boolean comparedWithMirror) {
  /** Copies the problems. */
  public Verification {
    problems = List.copyOf(problems);
  }
}
