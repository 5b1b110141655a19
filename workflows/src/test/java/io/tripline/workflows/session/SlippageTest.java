package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlippageTest {
  private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

  @Test
  void aBuyAboveTheMidIsACost() {
    assertThat(of(Side.BUY, quote(AT), "100.10").execution()).isEqualByComparingTo("10");
  }

  @Test
  void aSellAboveTheMidIsAGain() {
    assertThat(of(Side.SELL, quote(AT), "100.10").execution()).isEqualByComparingTo("-10");
  }

  @Test
  void theDelayIsFromDecisionToArrival() {
    Slippage bought = Slippage.of(Side.BUY, Price.of("99"), quote(AT), AT, Price.of("100"));
    assertThat(bought.delay()).isEqualByComparingTo("101.010");
  }

  @Test
  void theHalfSpreadIsKeptBesideIt() {
    assertThat(of(Side.BUY, quote(AT), "100").halfSpread()).isEqualByComparingTo("1");
  }

  @Test
  void aQuoteOlderThanFiveSecondsMakesTheSampleUnusableNotZero() {
    Slippage sample = of(Side.BUY, quote(AT.minusMillis(5001)), "100.10");
    assertThat(sample.execution()).isNull();
    assertThat(sample.data())
        .containsEntry("usable", "false")
        .containsEntry("why", "the quote was 5001 ms old at submission");
  }

  @Test
  void aMissingSideMakesTheSampleUnusable() {
    Quote oneSided = new Quote(new Symbol("SPY"), Price.ZERO, Price.of("100"), AT);
    assertThat(of(Side.BUY, oneSided, "100").data()).containsEntry("usable", "false");
    assertThat(of(Side.BUY, null, "100").data()).containsEntry("usable", "false");
  }

  private static Slippage of(Side side, @Nullable Quote quote, String fill) {
    return Slippage.of(side, Price.of("100"), quote, AT, Price.of(fill));
  }

  private static Quote quote(Instant at) {
    return new Quote(new Symbol("SPY"), Price.of("99.99"), Price.of("100.01"), at);
  }
}
