package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResponseClockTest {
  private static final Instant DETECTED = Instant.parse("2026-11-24T15:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ResponseClock P2 = new ResponseClock(DETECTED, Duration.ofHours(4));

  private static ResponseClock upwards(Duration after, boolean missed) {
    return ResponseClock.regraded(P2, missed, true, DETECTED, DETECTED.plus(after), HOUR);
  }

  @Test
  void upwardsItRunsFromTheRegrade() {
    assertThat(upwards(HOUR, false).due()).isEqualTo(DETECTED.plus(Duration.ofHours(2)));
  }

  @Test
  void upwardsItGivesNobodyMoreTimeThanWasPromised() {
    assertThat(upwards(Duration.ofMinutes(230), false).due()).isEqualTo(P2.due());
  }

  @Test
  void aDeadlineThatWasMissedIsOnRecordAndTheNewOneRunsFromTheRegrade() {
    assertThat(upwards(Duration.ofHours(5), true).due())
        .isEqualTo(DETECTED.plus(Duration.ofHours(6)));
  }

  @Test
  void downwardsItRunsFromTheDetection() {
    assertThat(
            ResponseClock.regraded(
                    null, false, false, DETECTED, DETECTED.plus(HOUR), Duration.ofHours(24))
                .due())
        .isEqualTo(DETECTED.plus(Duration.ofHours(24)));
  }
}
