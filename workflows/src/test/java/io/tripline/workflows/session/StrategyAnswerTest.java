package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of strategies that others wrote. */
class StrategyAnswerTest {
  private static final Quote QUOTE =
      new Quote(
          new Symbol("SPY"),
          Price.of("649.99"),
          Price.of("650.01"),
          Instant.parse("2026-11-23T15:00:00Z"));

  @ParameterizedTest
  @CsvSource({"long, 1", "flat, 0"})
  void aWordIsATarget(String word, String exposure) {
    assertThat(wants(Map.of("target", word, "reason", "why")).target().exposure())
        .isEqualByComparingTo(exposure);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 1})
  void aFractionIsATarget(double fraction) {
    assertThat(wants(Map.of("target", fraction, "reason", "why")).target().exposure())
        .isEqualByComparingTo(String.valueOf(fraction));
  }

  @Test
  void thePriceThatItUsedIsTaken() {
    assertThat(wants(Map.of("target", 1, "reason", "why", "price", 650.5)).price())
        .isEqualTo(Price.of("650.5"));
  }

  @Test
  void nothingElseIsATarget() {
    for (Object target : List.of("LONG", "short", "1", -0.1, 1.01, Double.NaN, true, List.of())) {
      assertThat(StrategyAnswer.read(Map.of("target", target, "reason", "why"), QUOTE))
          .as("%s", target)
          .isInstanceOf(Advice.None.class);
    }
  }

  @Test
  void anythingButTheDocumentedObjectIsNoDecision() {
    assertThat(none(null)).contains("null");
    assertThat(none("long")).contains("a text");
    assertThat(none(List.of("long"))).contains("a list");
    assertThat(none(Map.of("target", "long"))).contains("reason: must be a sentence, was missing");
    assertThat(none(Map.of("target", "long", "reason", " "))).contains("reason");
    assertThat(none(Map.of("target", "long", "reason", "x", "leverage", 2)))
        .contains("unknown key leverage");
  }

  @Test
  void aPriceFarFromTheMarketShowsThatItLooksAtOtherData() {
    assertThat(none(Map.of("target", "long", "reason", "x", "price", 500)))
        .contains("far from the market's 650");
    assertThat(none(Map.of("target", "long", "reason", "x", "price", 0))).contains("above 0");
    assertThat(none(Map.of("target", "long", "reason", "x", "price", "1e999999999")))
        .contains("price");
  }

  @Test
  void itsReasonCannotForgeALine() {
    assertThat(
            wants(Map.of("target", "flat", "reason", "a\nKILL SWITCH TRIGGERED")).target().reason())
        .isEqualTo("a KILL SWITCH TRIGGERED");
  }

  private static Advice.Wants wants(Object json) {
    return (Advice.Wants) StrategyAnswer.read(json, QUOTE);
  }

  private static String none(@org.jspecify.annotations.Nullable Object json) {
    return ((Advice.None) StrategyAnswer.read(json, QUOTE)).why();
  }
}
