package io.tripline.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import io.tripline.simulator.clock.ExchangeCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws of any market, whatever its seed and its moves, and the shape of a usual day. */
class MarketShapeTest {
  private static final LocalDate ANCHOR = LocalDate.of(2026, 11, 18);
  private static final Instant OPEN = Instant.parse("2026-11-18T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2026-11-18T21:00:00Z");

  @Test
  void isTheSamePathForTheSameSeedAndMoves() {
    qt().withExamples(40)
        .forAll(longs().all(), integers().between(0, 23_399), arbitrary().enumValues(Regime.class))
        .checkAssert((seed, second, regime) -> {
          Instant at = OPEN.plusSeconds(second);
          Tape one = wild(seed, regime);
          Tape other = wild(seed, regime);
          assertThat(one.quote("SPY", at)).isEqualTo(other.quote("SPY", at));
          assertThat(one.levels("SPY", true, at)).isEqualTo(other.levels("SPY", true, at));
        });
  }

  @Test
  void keepsPricesPositiveBidBelowAskAndBarsInOrder() {
    qt().withExamples(40)
        .forAll(longs().all(), integers().between(0, 389), arbitrary().enumValues(Regime.class))
        .checkAssert((seed, minute, regime) -> {
          Tape tape = wild(seed, regime);
          Instant start = OPEN.plusSeconds(60L * minute);
          Quote quote = tape.quote("SPY", start);
          assertThat(quote.bid().signum()).isPositive();
          assertThat(quote.bid()).isLessThan(quote.ask());
          Bar bar = new Bars(tape).bars("SPY", Timeframe.MINUTE, start, start, CLOSE, 1).get(0);
          assertThat(bar.low().signum()).isPositive();
          assertThat(bar.low()).isLessThanOrEqualTo(bar.open().min(bar.close()));
          assertThat(bar.high()).isGreaterThanOrEqualTo(bar.open().max(bar.close()));
          assertThat(bar.vwap()).isBetween(bar.low(), bar.high());
          IntStream.range(0, 60)
              .mapToObj(second -> tape.price("SPY", start.plusSeconds(second)))
              .forEach(price -> assertThat(price).isBetween(bar.low(), bar.high()));
        });
  }

  @Test
  void addsTheMinutesUpToTheDay() {
    Tape tape = wild(3, Regime.VOLATILE);
    var bars = new Bars(tape);
    List<Bar> minutes = bars.bars("SPY", Timeframe.MINUTE, OPEN, CLOSE, CLOSE, 500);
    Bar day = bars.bars("SPY", Timeframe.DAY, OPEN.minusSeconds(40_000), CLOSE, CLOSE, 1).get(0);
    assertThat(minutes).hasSize(390);
    assertThat(minutes.stream().mapToLong(Bar::volume).sum()).isEqualTo(day.volume());
    assertThat(minutes.stream().map(Bar::high).max(BigDecimal::compareTo)).contains(day.high());
    assertThat(minutes.stream().map(Bar::low).min(BigDecimal::compareTo)).contains(day.low());
  }

  @Test
  void tradesAndMovesMostAtTheOpenAndTheClose() {
    double edges = 0;
    double noon = 0;
    long edgeVolume = 0;
    long noonVolume = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Tape tape = tape(seed);
      var bars = new Bars(tape);
      List<Bar> all = bars.bars("SPY", Timeframe.MINUTE, OPEN, CLOSE, CLOSE, 500);
      for (int minute = 0; minute < 30; minute++) {
        edges += width(all.get(minute)) + width(all.get(389 - minute));
        noon += width(all.get(165 + minute)) + width(all.get(195 + minute));
        edgeVolume += all.get(minute).volume() + all.get(389 - minute).volume();
        noonVolume += all.get(165 + minute).volume() + all.get(195 + minute).volume();
      }
    }
    assertThat(edges / noon).isBetween(1.4, 2.6);
    assertThat((double) edgeVolume / noonVolume).isBetween(2.5, 4.5);
  }

  @Test
  void movesWiderInNervousRegimesWithoutAJumpBetweenThem() {
    Tape usual = tape(5);
    Tape nervous = tape(5);
    Instant from = OPEN.plusSeconds(7_200);
    nervous.add(new Move.Weather("*", from, Regime.EXTREME));
    nervous.add(new Move.Weather("*", from.plusSeconds(600), Regime.NORMAL));
    assertThat(nervous.price("SPY", from)).isEqualTo(usual.price("SPY", from));
    assertThat(range(nervous, from) / range(usual, from)).isBetween(5.0, 7.0);
    double added =
        nervous.logAt("SPY", from.plusSeconds(600)) - usual.logAt("SPY", from.plusSeconds(600));
    double later =
        nervous.logAt("SPY", from.plusSeconds(9_000)) - usual.logAt("SPY", from.plusSeconds(9_000));
    assertThat(later).isEqualTo(added, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void widensTheSpreadWithFearThinBooksAndTheEdgesOfTheDay() {
    Instant noon = OPEN.plusSeconds(9_000);
    assertThat(spread(tape(1), noon)).isEqualTo("0.01");
    assertThat(spread(tape(1), OPEN)).isEqualTo("0.02");
    assertThat(spread(tape(1), CLOSE.minusSeconds(1))).isEqualTo("0.02");
    Tape thin = tape(1);
    thin.add(new Move.Book("*", OPEN, new Depth(100, 3, 2, Duration.ofSeconds(5))));
    assertThat(spread(thin, noon)).isEqualTo("0.03");
    Tape afraid = tape(1);
    afraid.add(new Move.Weather("*", OPEN, Regime.VOLATILE));
    assertThat(spread(afraid, noon)).isEqualTo("0.04");
    afraid.add(new Move.Weather("*", OPEN.plusSeconds(60), Regime.EXTREME));
    assertThat(spread(afraid, noon)).isGreaterThan("0.20");
    assertThat(afraid.quote("SPY", noon).bidSize())
        .isLessThan(tape(1).quote("SPY", noon).bidSize());
  }

  @Test
  void putsPriceBandsRoundTheMeanOfFiveMinutes() {
    Tape tape = tape(1);
    tape.add(new Move.Freeze("*", OPEN.plusSeconds(600), null));
    PriceBands bands = tape.bands("SPY", OPEN.plusSeconds(3_600)).orElseThrow();
    BigDecimal price = tape.price("SPY", OPEN.plusSeconds(3_600));
    assertThat(bands.reference()).isEqualTo(price);
    assertThat(bands.upper().doubleValue() / price.doubleValue()).isBetween(1.0499, 1.0501);
    PriceBands late = tape.bands("SPY", CLOSE.minusSeconds(60)).orElseThrow();
    assertThat(late.lower().doubleValue() / price.doubleValue()).isBetween(0.8999, 0.9001);
    assertThat(tape.bands("SPY", CLOSE.plusSeconds(60))).isEmpty();
  }

  private static String spread(Tape tape, Instant at) {
    Quote quote = tape.quote("SPY", at);
    return quote.ask().subtract(quote.bid()).toPlainString();
  }

  private static double width(Bar bar) {
    return bar.high().subtract(bar.low()).doubleValue();
  }

  private static double range(Tape tape, Instant from) {
    double[] logs =
        IntStream.range(0, 600)
            .mapToDouble(second -> tape.logAt("SPY", from.plusSeconds(second)))
            .toArray();
    return java.util.Arrays.stream(logs).max().orElseThrow()
        - java.util.Arrays.stream(logs).min().orElseThrow();
  }

  /** A market with every kind of move in it. */
  private static Tape wild(long seed, Regime regime) {
    Tape tape = tape(seed);
    tape.add(new Move.Jump("*", OPEN, -300));
    tape.add(new Move.Weather("*", OPEN.plusSeconds(1_000), regime));
    tape.add(new Move.Slide("*", OPEN.plusSeconds(3_000), Duration.ofMinutes(20), -4_000));
    tape.add(new Move.Halt("*", OPEN.plusSeconds(3_600), OPEN.plusSeconds(3_900)));
    tape.add(new Move.Book("*", OPEN, new Depth(150, 4, 3, Duration.ofSeconds(5))));
    tape.add(new Move.Weather("*", OPEN.plusSeconds(9_000), Regime.CALM));
    tape.add(new Move.Freeze("*", OPEN.plusSeconds(12_000), OPEN.plusSeconds(12_500)));
    return tape;
  }

  private static Tape tape(long seed) {
    return new Tape(
        new ExchangeCalendar(), seed, ANCHOR, Map.of("SPY", new BigDecimal("650")), List.of());
  }
}
