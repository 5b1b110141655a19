package io.tripline.workflows.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of the run sheet; {@code id} is the heading's slug in the runbook document. */
public record StepView(
    String id,
    String title,
    StepState state,
    String outcome,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {}
