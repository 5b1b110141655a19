package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResetPlanTest {
  @Test
  void thePlanNamesTheAcceptedLossAndWhereItTripsAgain() {
    ResetPlan plan =
        ResetPlan.of(
            P1Cases.dailyLoss(), "the account is flat", null, List.of(), new BigDecimal("0.0231"));
    assertThat(plan.resets()).anyMatch(line -> line.contains("2.31 %") && line.contains("3.31 %"));
  }

  @Test
  void thePlanSaysWhatTheGuardWillRefuse() {
    ResetPlan deep =
        ResetPlan.of(P1Cases.dailyLoss(), "flat", null, List.of(), new BigDecimal("0.0379"));
    ResetPlan deepest =
        ResetPlan.of(P1Cases.dailyLoss(), "flat", null, List.of(), new BigDecimal("0.03"));
    assertThat(deep.resets()).anyMatch(line -> line.contains("will refuse it today: 4.79 %"));
    assertThat(deepest.resets()).noneMatch(line -> line.contains("refuse"));
  }

  @Test
  void thePlanSaysWhatItDoesNotDo() {
    ResetPlan plan =
        ResetPlan.of(P1Cases.dailyLoss(), "the account is flat", null, List.of(), null);
    assertThat(plan.lines())
        .anyMatch(line -> line.startsWith("resets K1"))
        .anyMatch(line -> line.startsWith("closes nothing"))
        .anyMatch(line -> line.startsWith("the baseline stays"));
  }

  @Test
  void theNextTradingDayAfterAWednesdayBeforeAHolidayIsTheHalfDayOnFriday() {
    MarketNow market =
        new MarketNow(
            new MarketClock(P1Cases.TRIPPED, true, P1Cases.TRIPPED, P1Cases.TRIPPED, 1),
            new MarketCalendar(
                List.of(
                    FakeIncidentBroker.session("2026-11-24"),
                    FakeIncidentBroker.session("2026-11-27"))));
    assertThat(NextTradingDay.after(P1Cases.dailyLoss(), market).map(SessionHours::day))
        .hasValueSatisfying(day -> assertThat(day.text()).isEqualTo("2026-11-27"));
  }
}
