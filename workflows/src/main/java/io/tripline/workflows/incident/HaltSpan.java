package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.proof.FlattenNotice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One halt of an incident: an account that trips again after its reset has several.
 *
 * @param from when its trip was detected
 * @param until when its reset was seen; null where it was not
 * @param flatten what its flatten came to; null without one
 */
record HaltSpan(
    int epoch,
    KillSwitch killSwitch,
    Instant from,
    @Nullable Instant until,
    @Nullable FlattenNotice flatten) {}
