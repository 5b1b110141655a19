package io.tripline.activities.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stream as people see it; wall times.
 *
 * @param stream {@code trades} or {@code market}
 * @param since when it came into this phase
 * @param lastMessageAt the last message of any kind; null: none since it was connected
 * @param messages since it was connected
 * @param connections how often it was connected in this run of the watch
 * @param silences how often it was judged silent in this run
 * @param detail why it is not connected, or why it was last lost; may be empty
 * @param nextTryAt null while it is connected or being connected
 */
public record StreamState(
    String stream,
    Phase phase,
    Instant since,
    @Nullable Instant lastMessageAt,
    long messages,
    int connections,
    int silences,
    String detail,
    @Nullable Instant nextTryAt) {
  /** Where it stands. */
  public enum Phase {
    CONNECTING,
    CONNECTED,
    WAITING,
    CLOSED
  }
}
