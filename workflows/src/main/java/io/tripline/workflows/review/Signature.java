package io.tripline.workflows.review;

import java.time.Instant;

/** Who signed a review; a name is claimed, not proven. */
public record Signature(String by, Instant at, String reason) {}
