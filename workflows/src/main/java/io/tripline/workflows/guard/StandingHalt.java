package io.tripline.workflows.guard;

import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.PermitRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The halt that a reset would lift, with what else stands on the guard's books.
 *
 * @param flatten the last word of {@code Flatten}
 * @param flattening true while an asked flatten has not ended
 * @param trips how many trips the guard had seen when this was read
 * @param unclean which switches of the watch do not read clean, in words; empty where all do
 * @param othersUnclean the same but for the daily loss, which the reset itself judges
 * @param alsoFails another switch that would halt at once again, with its reading
 * @param byFile what the file says by which a person holds the account halted; empty where none is
 * @param unsettled permits whose orders may still arrive
 */
record StandingHalt(
    Trip trip,
    @Nullable FlattenNotice flatten,
    boolean flattening,
    int trips,
    String unclean,
    String othersUnclean,
    Optional<String> alsoFails,
    String byFile,
    List<PermitRef> unsettled) {}
