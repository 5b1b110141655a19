package io.tripline.workflows.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The named instants of an incident, wall time. */
public record Milestones(
    Instant detected,
    @Nullable Instant declared,
    @Nullable Instant acknowledged,
    @Nullable Instant mitigated,
    @Nullable Instant resolved) {}
