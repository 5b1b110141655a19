package io.tripline.workflows.guard;

import org.jspecify.annotations.Nullable;

/** Asks the guard to end; needs a reason, and the account flat. Lenient. */
public record GuardStop(@Nullable String by, @Nullable String reason) {}
