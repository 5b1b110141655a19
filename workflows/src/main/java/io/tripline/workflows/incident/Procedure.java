package io.tripline.workflows.incident;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells the procedure of one severity from the others, for the parts that serve all.
 *
 * @param steps those of its document, in order
 * @param notified the step that waits for a person to acknowledge; null where the document has none
 * @param flat the step that waits for the proof of flat; null where the document has none
 * @param support the step that offers the broker's support; null where the document has none
 * @param cause what a start by hand is filed under that names no cause
 * @param gates kinds of the gates that it may open: first parts of their ids
 */
record Procedure(
    Severity severity,
    List<RunbookStep> steps,
    @Nullable RunbookStep notified,
    @Nullable RunbookStep flat,
    @Nullable RunbookStep support,
    Cause cause,
    List<String> gates) {
  Procedure {
    steps = List.copyOf(steps);
    gates = List.copyOf(gates);
  }

  /** Such as {@code P1 Trading Halted}. */
  String title() {
    return severity + " " + severity.category();
  }
}
