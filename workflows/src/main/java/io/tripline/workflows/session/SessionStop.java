package io.tripline.workflows.session;

import org.jspecify.annotations.Nullable;

/** Asks a session to end; lenient. */
public record SessionStop(@Nullable String by, @Nullable String reason) {}
