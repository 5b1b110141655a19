package io.tripline.workflows.approval;

import java.util.List;

/**
 * What a counted decision led to.
 *
 * @param outcome where the gate stands now
 * @param by all who approved so far
 * @param sentence for the person who decided
 */
public record DecisionAnswer(String gate, Outcome outcome, List<String> by, String sentence) {
  /** Where a gate stands after a decision. */
  public enum Outcome {
    /** Counted; more names are needed. */
    WAITING,
    /** A single name's first approval: it must be repeated after this cooling-off. */
    COOLING_OFF,
    APPROVED,
    DENIED
  }
}
