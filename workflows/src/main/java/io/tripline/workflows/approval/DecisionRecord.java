package io.tripline.workflows.approval;

import java.time.Instant;

/**
 * A decision as kept, refused ones too.
 *
 * @param outcome the answer's outcome, or the fault's name of a refusal
 * @param via {@code update} or {@code signal}
 */
public record DecisionRecord(
    String requestId,
    String gate,
    String verdict,
    String by,
    String reason,
    Instant at,
    String outcome,
    boolean refused,
    String via) {}
