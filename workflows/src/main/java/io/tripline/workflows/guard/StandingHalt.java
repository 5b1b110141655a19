package io.tripline.workflows.guard;

import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.PermitRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The halt that a reset would lift, with what else stands on the guard's books.
 *
 * @param flatten the last word of {@code Flatten}
 * @param flattening true while an asked flatten has not ended
 * @param suspected true while a switch of the watch does not read clean
 * @param unsettled permits whose orders may still arrive
 */
record StandingHalt(
    Trip trip,
    @Nullable FlattenNotice flatten,
    boolean flattening,
    boolean suspected,
    List<PermitRef> unsettled) {}
