package io.tripline.workflows.limits;

import java.util.List;

/** What became of a change; {@code by} are those who approved it. */
public record LimitChangeResult(Outcome outcome, String sentence, List<String> by) {
  /** Everything but APPLIED leaves the limit as it was. */
  public enum Outcome {
    APPLIED,
    UNCHANGED,
    DENIED,
    EXPIRED,
    REFUSED
  }
}
