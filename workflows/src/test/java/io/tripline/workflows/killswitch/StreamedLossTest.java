package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamedLossTest {
  private static final LossLimits LIMITS = LossLimits.of(Limits.DEFAULT, null, BigDecimal.ONE);

  @ParameterizedTest
  @CsvSource({
    "650,    0",
    "655,    0",
    "640,    0.01",
    "630,    0.02",
    "620.5,  0.0295",
  })
  void marksThePositionsAtTheStreamedPrices(String price, String fraction) {
    assertThat(StreamedLoss.estimate(at("650"), Map.of(Days.SPY, Price.of(price))))
        .isEqualByComparingTo(fraction);
  }

  @ParameterizedTest
  @CsvSource({
    "650,   649.5, false",
    "650,   648.1, false",
    "650,   647.4, true",
    "640.5, 639.9, true",
    "635,   634,   false",
    "630.4, 629.9, true",
    "629,   628.5, false",
    "620.2, 619.9, true",
    "640,   660,   false",
  })
  void asksForAReadingWhereALimitIsCrossedOrTheLossGrows(
      String mark, String streamed, boolean worth) {
    assertThat(StreamedLoss.worthAReading(at(mark), LIMITS, Map.of(Days.SPY, Price.of(streamed))))
        .isEqualTo(worth);
  }

  @Test
  void pricesOfWhatIsNotHeldSayNothing() {
    assertThat(
            StreamedLoss.worthAReading(at("650"), LIMITS, Map.of(new Symbol("QQQ"), Price.of("1"))))
        .isFalse();
    assertThat(StreamedLoss.worthAReading(at("650"), LIMITS, Map.of())).isFalse();
  }

  /** 100 SPY at that mark; the account was worth $100,000 with SPY at 650. */
  private static DailyLoss at(String mark) {
    return DailyLoss.of(Days.holding(mark, Days.TEN), Days.MONDAY, Days.clock(Days.TEN));
  }
}
