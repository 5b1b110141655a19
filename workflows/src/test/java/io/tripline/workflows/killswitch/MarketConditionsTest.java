package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketConditionsTest {
  private static final Instant START = Instant.parse("2026-10-01T04:00:00Z");

  @ParameterizedTest
  @CsvSource({"0.5, NORMAL", "-2.5, ELEVATED", "-3.5, STRESSED", "-5, EXTREME", "4.5, EXTREME"})
  void labelsTheDayByItsMoveInUnitsOfTheUsualOne(double z, MarketConditions.Label label) {
    MarketConditions calm = of(0, List.of(), false);
    MarketConditions day = of(Math.expm1(z * calm.sigma20()), List.of(), false);
    assertThat(day.z()).isCloseTo(z, within(0.01));
    assertThat(day.label()).isEqualTo(label);
  }

  @Test
  void callsAHaltExtreme() {
    assertThat(of(0, List.of(), true).label()).isEqualTo(MarketConditions.Label.EXTREME);
  }

  @Test
  void callsAWildDayStressedEvenWhereItEndsUnchanged() {
    List<Bar> minutes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double price = 650 * (i / 5 % 2 == 0 ? 1.01 : 0.99);
      minutes.add(bar(START.plus(Duration.ofMinutes(i)), price, 0.1));
    }
    MarketConditions day = of(0, minutes, false);
    assertThat(day.volatilityRatio()).isGreaterThan(2);
    assertThat(day.label()).isEqualTo(MarketConditions.Label.STRESSED);
  }

  @Test
  void saysUnknownInsteadOfNormalWithoutEnoughBars() {
    MarketConditions day =
        MarketConditions.of(List.of(bar(START, 650, 1)), bar(START, 640, 1), List.of(), false);
    assertThat(day.label()).isEqualTo(MarketConditions.Label.UNKNOWN);
    assertThat(day.sentence("SPY")).contains("unknown", "-1.54 %");
  }

  @Test
  void averagesTrueRanges() {
    assertThat(of(0, List.of(), false).atr14()).isBetween(1.0, 12.0);
  }

  private static MarketConditions of(double move, List<Bar> minutes, boolean halted) {
    List<Bar> daily = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      daily.add(bar(START.plus(Duration.ofDays(i)), 650 * (i % 2 == 0 ? 1 : 1.008), 2));
    }
    double previous = daily.get(29).close().amount().doubleValue();
    return MarketConditions.of(
        daily, bar(START.plus(Duration.ofDays(30)), previous * (1 + move), 2), minutes, halted);
  }

  private static Bar bar(Instant at, double close, double range) {
    return new Bar(
        Days.SPY,
        at,
        price(close),
        price(close + range / 2),
        price(close - range / 2),
        price(close),
        100);
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value));
  }
}
