package io.tripline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.journal.HeartbeatState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadManServiceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  private static DeadManService of(@Nullable Instant last, @Nullable Instant silent) {
    return DeadManService.of(
        Duration.ofMinutes(1), Optional.of(new HeartbeatState(last, silent, "why not")), NOW);
  }

  @Test
  void oneThatWasSentInTimeBeats() {
    assertThat(of(NOW.minusSeconds(180), null).beats()).isTrue();
    assertThat(of(NOW.minusSeconds(181), null).beats()).isFalse();
  }

  @Test
  void silenceIsSaidWithItsReason() {
    assertThat(of(NOW, NOW).sentence()).contains("SILENT since", "why not");
  }

  @Test
  void oneThatNobodySentIsNone() {
    assertThat(DeadManService.of(Duration.ofMinutes(1), Optional.empty(), NOW).sentence())
        .contains("never sent from here");
  }
}
