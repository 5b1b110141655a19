package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Starts a guard; lenient.
 *
 * @param account enough for a start by hand
 * @param policy absent: asked of the worker's configuration
 * @param carried the state of the run before; absent on a first start
 */
public record GuardStart(
    @Nullable AccountName account, @Nullable AccountPolicy policy, @Nullable GuardState carried) {}
