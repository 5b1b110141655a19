package io.tripline.activities.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.session.Strategy;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyTrendTest {
  private static final TradingDay DAY = TradingDay.parse("2026-11-23");
  private static final Symbol SPY = new Symbol("SPY");

  private final DailyBarStrategy strategy = DailyBarStrategy.shipped();

  @Test
  void entersAboveBothAverages() {
    assertThat(wanted(bars(200, "100", "101"), "0")).isEqualByComparingTo("1");
  }

  @Test
  void doesNotEnterAtOrBelowAnAverage() {
    assertThat(wanted(bars(200, "100", "100"), "0")).isEqualByComparingTo("0");
    assertThat(wanted(bars(200, "100", "99"), "0")).isEqualByComparingTo("0");
  }

  @Test
  void keepsWhatItHasWithinTwoPercentBelowTheAverages() {
    assertThat(wanted(bars(200, "100", "99"), "10")).isEqualByComparingTo("1");
    assertThat(wanted(bars(200, "100", "99"), "0")).isEqualByComparingTo("0");
  }

  @Test
  void leavesMoreThanTwoPercentBelowAnAverage() {
    assertThat(wanted(bars(200, "100", "97"), "10")).isEqualByComparingTo("0");
  }

  @Test
  void isFlatWithTooFewBarsAndSaysHowMany() {
    Strategy.Target target = ask("daily-trend", bars(199, "100", "120"), "10");
    assertThat(target.exposure()).isEqualByComparingTo("0");
    assertThat(target.reason()).isEqualTo("flat: 199 complete daily bars, needs 200");
  }

  @Test
  void todaysBarIsNotCompleteAndDoesNotCount() {
    List<Bar> bars = new ArrayList<>(bars(199, "100", "100"));
    bars.add(bar(0, "200"));
    assertThat(ask("daily-trend", bars, "0").reason()).contains("199 complete");
  }

  @Test
  void isFlatWhenTheLastBarIsTooOld() {
    List<Bar> old = bars(210, "100", "120").subList(0, 205);
    assertThat(ask("daily-trend", old, "10").exposure()).isEqualByComparingTo("1");
    old = bars(220, "100", "120").subList(0, 210);
    assertThat(ask("daily-trend", old, "10").reason()).contains("too old");
  }

  @Test
  void rehearsalsHaveRulesOfTheirOwn() {
    assertThat(ask("always-long", List.of(), "0").exposure()).isEqualByComparingTo("1");
    assertThat(ask("always-flat", List.of(), "5").exposure()).isEqualByComparingTo("0");
  }

  @Test
  void anUnknownNameIsAConfigurationFaultThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> ask("moon", List.of(), "0"))
        .hasMessageContaining("always-flat, always-long, daily-trend, was moon")
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(Fault.CONFIGURATION));
  }

  private BigDecimal wanted(List<Bar> bars, String held) {
    return ask("daily-trend", bars, held).exposure();
  }

  private Strategy.Target ask(String name, List<Bar> bars, String held) {
    return strategy.decide(new Strategy.Question(name, DAY, SPY, bars, Quantity.of(held)));
  }

  private static List<Bar> bars(int count, String close, String lastClose) {
    List<Bar> bars = new ArrayList<>();
    for (int back = count; back >= 1; back--) {
      bars.add(bar(back, back == 1 ? lastClose : close));
    }
    return bars;
  }

  private static Bar bar(int daysBack, String close) {
    Price price = Price.of(close);
    return new Bar(
        SPY,
        DAY.date()
            .minusDays(daysBack)
            .atTime(LocalTime.MIDNIGHT)
            .atZone(TradingDay.NEW_YORK)
            .toInstant(),
        price,
        price,
        price,
        price,
        1);
  }
}
