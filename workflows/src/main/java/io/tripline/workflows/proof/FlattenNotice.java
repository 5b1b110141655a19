package io.tripline.workflows.proof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a flatten tells the guard: that it must wait, that it needs people, or its end.
 *
 * @param requestId which request; an end answers every request that it lists
 * @param result only at the end
 */
public record FlattenNotice(
    String requestId, Stage stage, String detail, @Nullable FlattenResult result, Instant at) {
  /** What happened. */
  public enum Stage {
    WORKING,
    WAITING_FOR_OPEN,
    ESCALATED,
    ENDED
  }
}
