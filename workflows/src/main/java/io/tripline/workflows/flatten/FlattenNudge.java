package io.tripline.workflows.flatten;

import org.jspecify.annotations.Nullable;

/** A person's push; lenient. */
public record FlattenNudge(@Nullable String by, @Nullable String reason) {}
