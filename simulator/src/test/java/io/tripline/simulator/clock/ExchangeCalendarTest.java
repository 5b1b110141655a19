package io.tripline.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCalendarTest {
  private final ExchangeCalendar calendar = new ExchangeCalendar();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2012-10-29", "2018-12-05", "2025-01-09", "2025-04-18", "2025-06-19", "2026-01-01",
        "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03",
        "2026-09-07", "2026-11-26", "2026-12-25", "2027-06-18", "2027-07-05", "2027-12-24"
      })
  void isClosedOnHolidaysAndOneOffClosures(String date) {
    assertThat(calendar.day(LocalDate.parse(date))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-07-03",
        "2024-07-03",
        "2025-07-03",
        "2024-11-29",
        "2026-11-27",
        "2024-12-24",
        "2026-12-24"
      })
  void closesAtOneOnHalfDays(String date) {
    assertThat(calendar.day(LocalDate.parse(date)).orElseThrow().close())
        .isEqualTo(LocalTime.of(13, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-02", "2021-12-31", "2022-01-03", "2021-06-18", "2026-12-31"})
  void isOpenAllDayWhereARuleAlmostApplies(String date) {
    assertThat(calendar.day(LocalDate.parse(date)).orElseThrow().isHalfDay()).isFalse();
  }

  @Test
  void countsTheTradingDaysOfAYear() {
    assertThat(calendar.between(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31))).hasSize(250);
  }

  @Test
  void knowsThePhasesOfAHalfDay() {
    assertThat(calendar.phaseAt(Instant.parse("2026-11-27T17:59:59Z"))).isEqualTo(Phase.CORE);
    assertThat(calendar.phaseAt(Instant.parse("2026-11-27T18:00:00Z"))).isEqualTo(Phase.POST);
    assertThat(calendar.phaseAt(Instant.parse("2026-11-27T22:00:00Z"))).isEqualTo(Phase.CLOSED);
  }
}
