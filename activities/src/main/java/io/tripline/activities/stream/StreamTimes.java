package io.tripline.activities.stream;

import java.time.Duration;

/**
 * Times of a stream, in wall time.
 *
 * @param greeting from the first byte to the confirmation of what was asked for
 * @param firstPause before the first new attempt
 * @param longestPause the most that doubling leads to
 * @param takenPause the least where another connection is in the way, or the keys are refused
 * @param steady a connection that lasted so long makes the next pause the first one again
 */
public record StreamTimes(
    Duration greeting,
    Duration firstPause,
    Duration longestPause,
    Duration takenPause,
    Duration steady) {
  /** As Alpaca's own client waits, and as its servers demand. */
  public static final StreamTimes DEFAULT =
      new StreamTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          Duration.ofSeconds(60));
}
