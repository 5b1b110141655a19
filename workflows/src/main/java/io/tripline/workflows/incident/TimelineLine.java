package io.tripline.workflows.incident;

import java.time.Instant;

/** One line of the timeline, wall time. */
public record TimelineLine(Instant at, String actor, String text) {}
