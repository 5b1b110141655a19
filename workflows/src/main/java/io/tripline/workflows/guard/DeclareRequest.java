package io.tripline.workflows.guard;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the guard to declare an incident that no kill switch opens.
 *
 * @param requestId same id = same declaration; may be missing where a person types it
 * @param severity P0, P2 or P3; a P1 is declared by a trip
 * @param detectedAt wall time; the time of the request where it is missing
 * @param evidence figures in words; may be missing
 */
public record DeclareRequest(
    @Nullable String requestId,
    Severity severity,
    Cause cause,
    String by,
    String reason,
    @Nullable Instant detectedAt,
    @Nullable Map<String, String> evidence) {}
