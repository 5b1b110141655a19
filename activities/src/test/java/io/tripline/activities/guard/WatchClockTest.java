package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.stream.StreamTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's clock is set back while the watch looks and rests. */
class WatchClockTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theWatchGoesOnReading(boolean streams) {
    SetBack clock = new SetBack();
    try (WatchScene scene =
        new WatchScene(
            streams,
            GuardedWatch.BRISK,
            StreamTimes.DEFAULT,
            new HaltFile(Path.of("there-is-no-such-folder"), Map.of()),
            clock)) {
      scene.rig.buys("10");
      scene.start();
      long before = scene.aReadHasJustBeen();
      clock.setBack(12);
      WatchScene.await(() -> clock.done() && scene.reads(before).size() >= 10);
    }
  }

  @Test
  void whatIsDueEachFewSecondsIsDueAtOnceOnAClockThatWasSetBack() {
    Duration each = Duration.ofSeconds(8);
    assertThat(Due.again(null, each, NOW)).isTrue();
    assertThat(Due.again(NOW, each, NOW.plusSeconds(7))).isFalse();
    assertThat(Due.again(NOW, each, NOW.plusSeconds(8))).isTrue();
    assertThat(Due.again(NOW, each, NOW.minusSeconds(7_200))).isTrue();
  }

  /** Set back by an hour at every fifth look at it, a few times. Thread-safe. */
  private static final class SetBack implements InstantSource {
    private Duration back = Duration.ZERO;
    private int left;
    private int looks;

    synchronized void setBack(int times) {
      left = times;
    }

    synchronized boolean done() {
      return left == 0;
    }

    @Override
    public synchronized Instant instant() {
      looks++;
      if (left > 0 && looks % 5 == 0) {
        left--;
        back = back.plusHours(1);
      }
      return Instant.now().minus(back);
    }
  }
}
