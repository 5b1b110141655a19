package io.tripline.workflows.guard;

/**
 * What became of a limit.
 *
 * @param before the value in force before, as people read it
 * @param after the value that was asked for
 */
public record LimitAnswer(
    Outcome outcome, String name, String before, String after, String sentence) {
  /** Stricter is done at once; looser needs people. */
  public enum Outcome {
    APPLIED,
    UNCHANGED,
    NEEDS_APPROVAL
  }
}
