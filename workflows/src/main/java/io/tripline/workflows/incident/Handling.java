package io.tripline.workflows.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How people are kept in the picture of one incident.
 *
 * @param edition the documents that it was begun under; null until it is declared
 * @param nextUpdate wall time by which the next status update comes; null when none is promised
 * @param support what Broker Support is needed for; null while nothing
 * @param turnedTo the document that it goes through since it was regraded; null where it was not,
 *     and from an older worker
 */
public record Handling(
    @Nullable Edition edition,
    @Nullable Instant nextUpdate,
    @Nullable SupportNeed support,
    @Nullable Edition turnedTo) {}
