package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Starts a guard: {@code {"account":"name"}} is enough by hand. The converter of our processes
 * reads any JSON shape.
 *
 * @param account null when missing or malformed
 * @param policy absent: asked of the worker's configuration
 * @param carried the state of the run before; absent on a first start; strict, never guessed
 */
public record GuardStart(
    @Nullable AccountName account, @Nullable AccountPolicy policy, @Nullable GuardState carried) {}
