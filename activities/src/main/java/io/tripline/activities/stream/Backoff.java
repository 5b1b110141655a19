package io.tripline.activities.stream;

import io.tripline.activities.broker.StreamEnd;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a stream is connected again: doubling from one second to thirty with
 * jitter, anew after a connection that lasted; at least ninety seconds where another connection of
 * the account is in the way, because the broker forgets half-dead ones only then. For one thread.
 */
final class Backoff {
  private final StreamTimes times;
  private final RandomGenerator random;
  private int failures;

  Backoff(StreamTimes times, RandomGenerator random) {
    this.times = times;
    this.random = random;
  }

  /**
   * The pause after an end.
   *
   * @param lasted how long the connection was of use; zero where it never was
   */
  Duration after(StreamEnd.Why why, Duration lasted) {
    if (lasted.compareTo(times.steady()) >= 0) {
      failures = 0;
    }
    failures++;
    Duration longest = times.longestPause();
    Duration pause = times.firstPause();
    for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    if (pause.compareTo(longest) > 0) {
      pause = longest;
    }
    Duration jittered = scaled(pause, 0.5 + random.nextDouble() / 2);
    Duration floor =
        switch (why) {
          case TAKEN, NOT_ALLOWED -> times.takenPause();
          case LOST, BY_US -> Duration.ZERO;
        };
    // Two that were refused together must not come back together.
    return jittered.compareTo(floor) >= 0
        ? jittered
        : floor.plus(scaled(floor, random.nextDouble() / 10));
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofMillis(Math.round(time.toMillis() * factor));
  }
}
