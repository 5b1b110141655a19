package io.tripline.activities.guard;

import java.time.Duration;

/**
 * How often the watch does what, in wall time.
 *
 * @param poll between two reads of account and positions
 * @param pollWhileFlattening the same while {@code Flatten} needs the message budget
 * @param clock between two reads of the broker's clock
 * @param plan between two questions to the guard
 * @param judge between two verdicts on a standing breach
 * @param journal between two journal entries of readings that tell nothing new
 */
public record WatchPace(
    Duration poll,
    Duration pollWhileFlattening,
    Duration clock,
    Duration plan,
    Duration judge,
    Duration journal) {
  /** Fits a budget of 60 messages a minute: about 35. */
  public static final WatchPace DEFAULT =
      new WatchPace(
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(12),
          Duration.ofSeconds(8),
          Duration.ofSeconds(60),
          Duration.ofMinutes(1));
}
