package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.KillSwitch;
import org.jspecify.annotations.Nullable;

/**
 * Ends a block of entries by a person's word.
 *
 * @param requestId same id = same request; may be missing where a person types it
 */
public record UnblockRequest(
    @Nullable String requestId, KillSwitch killSwitch, String by, String reason) {}
