package io.tripline.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.StreamEnd.Why;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(StreamTimes.DEFAULT, new Random(7));

  @Test
  void doublesFromOneSecondToThirtyWithJitter() {
    for (int expected : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      assertThat(backoff.after(Why.LOST, Duration.ZERO))
          .isBetween(Duration.ofMillis(expected * 500L), Duration.ofSeconds(expected));
    }
  }

  @Test
  void beginsAnewAfterAConnectionThatLasted() {
    for (int i = 0; i < 6; i++) {
      assertThat(backoff.after(Why.LOST, Duration.ofSeconds(5))).isPositive();
    }
    assertThat(backoff.after(Why.LOST, Duration.ofMinutes(5)))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void waitsNinetySecondsWhereAnotherConnectionIsInTheWayOrTheKeysAreRefused() {
    for (Why why : new Why[] {Why.TAKEN, Why.NOT_ALLOWED}) {
      assertThat(backoff.after(why, Duration.ZERO))
          .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
    }
  }
}
