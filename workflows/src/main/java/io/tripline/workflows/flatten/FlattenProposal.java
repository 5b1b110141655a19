package io.tripline.workflows.flatten;

import org.jspecify.annotations.Nullable;

/** Asks for a gate; lenient. {@code what}: {@code accept-residual} or {@code abort}. */
public record FlattenProposal(
    @Nullable String by, @Nullable String reason, @Nullable String what) {}
