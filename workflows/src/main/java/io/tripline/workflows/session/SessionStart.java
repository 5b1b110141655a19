package io.tripline.workflows.session;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Starts a session; lenient.
 *
 * @param once one pass, then the end
 * @param policy absent: asked of the worker's configuration
 */
public record SessionStart(
    @Nullable AccountName account,
    @Nullable Boolean once,
    @Nullable AccountPolicy policy,
    @Nullable String by) {}
