package io.tripline.workflows.proof;

import io.tripline.workflows.broker.ClientOrderId;
import java.time.Instant;

/**
 * A permit that was granted and not yet settled: the order may still reach the broker until then.
 */
public record PermitRef(ClientOrderId id, Instant usableUntil) {}
