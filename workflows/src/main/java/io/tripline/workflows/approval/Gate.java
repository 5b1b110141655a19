package io.tripline.workflows.approval;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that blocks a procedure.
 *
 * @param id unique in its workflow, such as {@code reset-1}
 * @param plan what will happen on approval, line by line; its digest is {@code digest}
 * @param requester the person who asked for it; null when the machine did
 * @param names different people that are needed in all, the requester included
 * @param safeOutcome what an expiry means
 */
public record Gate(
    String id,
    String question,
    List<String> plan,
    String digest,
    Direction direction,
    @Nullable String requester,
    int names,
    Instant openedAt,
    Instant expiresAt,
    String safeOutcome) {}
