package io.tripline.workflows.reconciliation;

import org.jspecify.annotations.Nullable;

/**
 * How a reconciliation ended.
 *
 * @param sentence for people
 * @param path of the report; empty without one
 * @param found null where it could not begin
 */
public record ReconciliationResult(
    Outcome outcome, String sentence, String path, @Nullable Reconciliation found) {
  /** How it ended. */
  public enum Outcome {
    /** Nothing that people must look at. */
    AGREES,
    /** At least one finding of P2. */
    DIFFERS,
    /** The start argument can't be used. */
    REFUSED
  }
}
