package io.tripline.workflows.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  private static Standstill.Signs signs(
      @Nullable Boolean open, boolean session, long readingAge, long writtenAge) {
    return new Standstill.Signs(
        open, session, NOW.minusSeconds(readingAge), NOW.minusSeconds(writtenAge), null, NOW);
  }

  @Test
  void threeIntervalsMayBeMissingAndNeverLessThanAMinute() {
    assertThat(Standstill.allowed(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(60));
    assertThat(Standstill.allowed(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void whatIsAsOldAsItMayBeMoves() {
    assertThat(Standstill.of(signs(true, true, 60, 180))).isEmpty();
  }

  @Test
  void aRecordFromTheFutureIsNoSignOfLife() {
    assertThat(Standstill.of(signs(true, true, -30, -30))).isEmpty();
    assertThat(Standstill.of(signs(true, true, -7_200, 0)))
        .containsExactly("readings stand still: the last reading is 7200 s ahead of the clock");
  }

  @Test
  void eachPartThatIsOlderIsNamed() {
    assertThat(Standstill.of(signs(true, true, 61, 0)))
        .containsExactly("readings stand still: the last reading is 61 s old");
    assertThat(Standstill.of(signs(true, true, 0, 181)))
        .containsExactly("no log entries: the last reading on record is 181 s old");
    assertThat(Standstill.of(new Standstill.Signs(true, false, null, null, null, NOW)))
        .containsExactly(
            "readings stand still: there is no reading",
            "no log entries: there is no reading on record");
  }

  @Test
  void nothingIsDueWithTheMarketClosedAndNoSession() {
    assertThat(Standstill.of(signs(false, false, 900, 900))).isEmpty();
    assertThat(Standstill.of(signs(false, true, 900, 900))).hasSize(2);
  }

  @Test
  void aMarketThatNobodyKnowsMayBeOpen() {
    assertThat(Standstill.of(signs(null, false, 900, 0))).hasSize(1);
  }

  @Test
  void aSessionThatDecidesAllDayMustDecide() {
    Standstill.Decisions late =
        new Standstill.Decisions(Duration.ofMinutes(16), Duration.ofMinutes(5));
    assertThat(Standstill.of(new Standstill.Signs(true, true, NOW, NOW, late, NOW)))
        .singleElement()
        .asString()
        .contains("its last decision is 960 s old");
    Standstill.Decisions inTime =
        new Standstill.Decisions(Duration.ofMinutes(15), Duration.ofMinutes(5));
    assertThat(Standstill.of(new Standstill.Signs(true, true, NOW, NOW, inTime, NOW))).isEmpty();
  }
}
