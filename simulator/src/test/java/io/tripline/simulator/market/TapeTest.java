package io.tripline.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.clock.ExchangeCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TapeTest {
  private static final LocalDate ANCHOR = LocalDate.of(2026, 11, 18);
  private static final Instant NOW = Instant.parse("2026-11-18T15:00:00Z");

  @Test
  void showsTheSamePricesForTheSameSeed() {
    assertThat(tape(7).quote("SPY", NOW)).isEqualTo(tape(7).quote("SPY", NOW));
  }

  @Test
  void showsOtherPricesForAnotherSeed() {
    assertThat(tape(7).price("SPY", NOW)).isNotEqualByComparingTo(tape(8).price("SPY", NOW));
  }

  @Test
  void keepsAskOneCentAboveBid() {
    for (int second = 0; second < 600; second++) {
      Quote quote = tape(1).quote("SPY", NOW.plusSeconds(second));
      assertThat(quote.ask().subtract(quote.bid())).isEqualByComparingTo("0.01");
    }
  }

  @Test
  void tradesAtBidOrAsk() {
    Tape tape = tape(1);
    for (int second = 0; second < 600; second++) {
      Quote quote = tape.quote("SPY", NOW.plusSeconds(second));
      assertThat(tape.price("SPY", NOW.plusSeconds(second))).isBetween(quote.bid(), quote.ask());
    }
  }

  @Test
  void standsAboveItsLongAveragesWhateverTheSeed() {
    for (long seed = 1; seed <= 5; seed++) {
      List<Bar> bars =
          new Bars(tape(seed))
              .bars("SPY", Timeframe.DAY, Instant.parse("2024-06-01T00:00:00Z"), NOW, NOW, 1000);
      BigDecimal last = bars.get(bars.size() - 2).close();
      assertThat(bars).hasSizeGreaterThan(400);
      assertThat(last.doubleValue()).isGreaterThan(1.005 * average(bars, 50));
      assertThat(last.doubleValue()).isGreaterThan(1.04 * average(bars, 200));
    }
  }

  @Test
  void makesBarsOfTheTradesOfTheirMinute() {
    Tape tape = tape(1);
    Bar bar = new Bars(tape).bars("SPY", Timeframe.MINUTE, NOW, NOW, NOW.plusSeconds(90), 1).get(0);
    assertThat(bar.open()).isEqualByComparingTo(tape.price("SPY", NOW));
    assertThat(bar.close()).isEqualByComparingTo(tape.price("SPY", NOW.plusSeconds(59)));
  }

  @Test
  void makesTheSameDailyBarOfTheDayWithAndWithoutLaterMoves() {
    Tape tape = tape(1);
    Bars bars = new Bars(tape);
    Instant later = NOW.plusSeconds(86_400);
    Bar before = bars.bars("SPY", Timeframe.DAY, NOW.minusSeconds(90_000), NOW, later, 1).get(0);
    tape.add(new Move.Jump("*", later, -500));
    Bar after = bars.bars("SPY", Timeframe.DAY, NOW.minusSeconds(90_000), NOW, later, 1).get(0);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void keepsThePriceOfAHaltUntilItResumes() {
    Tape tape = tape(1);
    tape.add(new Move.Halt("*", NOW, null));
    tape.add(new Move.Jump("*", NOW.plusSeconds(10), -500));
    BigDecimal halted = tape.price("SPY", NOW.plusSeconds(60));
    tape.resume("*", NOW.plusSeconds(61));
    assertThat(halted).isEqualByComparingTo(tape.price("SPY", NOW));
    assertThat(tape.price("SPY", NOW.plusSeconds(62)).doubleValue())
        .isLessThan(0.96 * halted.doubleValue());
  }

  @Test
  void standsStillInAFreeze() {
    Tape tape = tape(1);
    tape.add(new Move.Freeze("SPY", NOW, null));
    assertThat(tape.price("SPY", NOW.plusSeconds(1800)))
        .isEqualByComparingTo(tape.price("SPY", NOW));
  }

  private static double average(List<Bar> bars, int days) {
    return bars.subList(bars.size() - 1 - days, bars.size() - 1).stream()
        .mapToDouble(bar -> bar.close().doubleValue())
        .average()
        .orElseThrow();
  }

  private static Tape tape(long seed) {
    return new Tape(
        new ExchangeCalendar(), seed, ANCHOR, Map.of("SPY", new BigDecimal("650")), List.of());
  }
}
