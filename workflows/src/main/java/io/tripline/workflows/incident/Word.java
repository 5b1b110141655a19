package io.tripline.workflows.incident;

import org.jspecify.annotations.Nullable;

/** What a named person says; lenient. {@code text} serves notes, {@code reason} the rest. */
public record Word(
    @Nullable String requestId,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String text) {}
