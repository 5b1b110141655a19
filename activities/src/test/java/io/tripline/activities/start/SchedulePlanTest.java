package io.tripline.activities.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.reconciliation.TradingWeek;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulePlanTest {
  /** One that begins as late as it may reports the same week as one in time. */
  @ParameterizedTest
  @EnumSource(DayOfWeek.class)
  void aLateReconciliationIsOfTheSameWeek(DayOfWeek on) {
    SchedulePlan usual = SchedulePlan.DEFAULT;
    for (int minute = 0; minute < 24 * 60; minute += 7) {
      LocalTime at = LocalTime.ofSecondOfDay(minute * 60L);
      SchedulePlan plan =
          new SchedulePlan(on, at, usual.maintainAt(), usual.maintainFor(), usual.checkEvery());
      assertThat(plan.reconcileWithin()).isPositive().isLessThan(Duration.ofDays(7));
      for (LocalDate day = LocalDate.of(2026, 1, 1).with(TemporalAdjusters.next(on));
          day.getYear() == 2026;
          day = day.plusWeeks(1)) {
        Instant due = day.atTime(at).atZone(TradingDay.NEW_YORK).toInstant();
        Instant last = due.plus(plan.reconcileWithin()).minusSeconds(1);
        assertThat(TradingWeek.lastOver(last))
            .as("%s %s", day, at)
            .isEqualTo(TradingWeek.lastOver(due));
      }
    }
  }
}
