package io.tripline.workflows.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.TradingDay;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingWeekTest {
  private static final Instant SINCE = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void eachInstantLiesInExactlyOneWeek() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      Instant at = SINCE.plusSeconds(random.nextLong(Duration.ofDays(4_000).toSeconds()));
      TradingWeek week = TradingWeek.of(TradingDay.dateOf(at));
      TradingWeek before = new TradingWeek(week.monday().minusWeeks(1));
      TradingWeek after = new TradingWeek(week.monday().plusWeeks(1));
      assertThat(week.contains(at)).as("%s in %s", at, week).isTrue();
      assertThat(before.contains(at)).isFalse();
      assertThat(after.contains(at)).isFalse();
      assertThat(before.to()).isEqualTo(week.from());
      assertThat(week.to()).isEqualTo(after.from());
      assertThat(TradingWeek.parse(week.text())).isEqualTo(week);
    }
  }

  /**
   * Whatever day and time it has, in time or late: each run reports on where the last one ended.
   */
  @Test
  void theReportsOfASchedulesRunsCoverTimeWithoutGapOrOverlap() {
    Random random = new Random(4);
    for (int schedule = 0; schedule < 300; schedule++) {
      DayOfWeek on = DayOfWeek.of(1 + random.nextInt(7));
      LocalTime at = LocalTime.of(random.nextInt(24), random.nextInt(60));
      LocalDate day = LocalDate.of(2026, 1, 1).with(TemporalAdjusters.next(on));
      TradingWeek last = null;
      for (int run = 0; run < 60; run++) {
        Instant due = day.plusWeeks(run).atTime(at).atZone(TradingDay.NEW_YORK).toInstant();
        long most = Duration.between(due, TradingWeek.of(TradingDay.dateOf(due)).to()).toSeconds();
        Instant began = due.plusSeconds(random.nextBoolean() ? 0 : random.nextLong(most));
        TradingWeek reported = TradingWeek.lastOver(began);
        assertThat(reported.to()).isBeforeOrEqualTo(began);
        if (last != null) {
          assertThat(reported.from()).as("%s %s, run %s", on, at, run).isEqualTo(last.to());
        }
        last = reported;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T21:30:00Z, 2026-W47, 2026-W46",
    "2026-11-21T04:59:59Z, 2026-W47, 2026-W46",
    "2026-11-21T05:00:00Z, 2026-W47, 2026-W47",
    "2026-11-21T14:00:00Z, 2026-W47, 2026-W47",
    "2026-11-23T04:59:59Z, 2026-W47, 2026-W47",
    "2026-11-23T05:00:00Z, 2026-W48, 2026-W47",
    "2026-11-25T20:00:00Z, 2026-W48, 2026-W47"
  })
  void onAWeekendPeopleMeanTheWeekThatHasJustEnded(Instant now, String current, String over) {
    assertThat(TradingWeek.current(now).text()).isEqualTo(current);
    assertThat(TradingWeek.lastOver(now).text()).isEqualTo(over);
  }
}
