package io.tripline.workflows.incident;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import org.jspecify.annotations.Nullable;

/**
 * One call of the probe.
 *
 * @param call such as {@code GET /v2/clock}
 * @param millis wall time that it took
 * @param requestId the broker's {@code X-Request-ID}; empty when it sent none
 * @param fault why there was no usable answer; null where there was one
 * @param detail what was found, or why it counts as failed; holds no secret
 */
public record ProbedCall(
    String call,
    Check check,
    long millis,
    String requestId,
    @Nullable Fault fault,
    String detail) {}
