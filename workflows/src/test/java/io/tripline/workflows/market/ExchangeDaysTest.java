package io.tripline.workflows.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeDaysTest {
  @ParameterizedTest
  @CsvSource({
    "2025-01-09", "2025-04-18", "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03",
        "2026-05-25",
    "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25", "2027-03-26",
        "2027-06-18",
    "2027-07-05", "2028-04-14", "2029-03-30", "2023-01-02", "2026-11-28", "2026-11-29"
  })
  void holidaysAndWeekendsAreClosed(LocalDate date) {
    assertThat(ExchangeDays.on(date)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27, 18:00",
    "2026-12-24, 18:00",
    "2025-07-03, 17:00",
    "2026-07-02, 20:00",
    "2026-11-25, 21:00",
    "2021-12-31, 21:00",
    "2027-12-31, 21:00",
    "2026-03-09, 20:00"
  })
  void halfDaysEndAtOneAndOthersAtFour(LocalDate date, LocalTime closeUtc) {
    assertThat(ExchangeDays.on(date).orElseThrow().close())
        .isEqualTo(date.atTime(closeUtc).toInstant(java.time.ZoneOffset.UTC));
  }

  @Test
  void theLastSessionsAreCountedOverWeekendsAndHolidays() {
    assertThat(ExchangeDays.firstOfTheLast(1, LocalDate.of(2026, 11, 30)))
        .isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(ExchangeDays.firstOfTheLast(3, LocalDate.of(2026, 11, 30)))
        .isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(ExchangeDays.firstOfTheLast(10, LocalDate.of(2026, 11, 29)))
        .isEqualTo(LocalDate.of(2026, 11, 13));
  }
}
