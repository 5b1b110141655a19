package io.tripline.workflows.fills;

import static io.tripline.workflows.fills.FillLimits.DEFAULT;
import static io.tripline.workflows.fills.Orders.part;
import static io.tripline.workflows.fills.Orders.resting;
import static io.tripline.workflows.fills.Orders.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FillRulesTest {
  @Test
  void slowIsWhatTheMedianAndTwoThirdsSay() {
    assertThat(slow(times(9_000, 9_000, 9_000, 9_000)).found()).isFalse();
    assertThat(slow(times(9_000, 9_000, 9_000, 9_000, 9_000)).found()).isTrue();
    assertThat(slow(times(20, 20, 9_000, 9_000, 9_000)).found()).isFalse();
    assertThat(slow(times(20, 20, 9_000, 9_000, 9_000, 9_000)).found()).isTrue();
    assertThat(slow(times(5_000, 5_000, 5_000, 5_000, 5_000)).found()).isFalse();
    assertThat(slow(times(20, 20, 9_000, 9_000, 9_000, 9_000)).sentence())
        .isEqualTo(
            "INVESTIGATE: median fill time 9.0 s, slow above 5.0 s, 4 of 6 orders slower (n = 6)");
  }

  @Test
  void onlyTheLastTenTimesCount() {
    List<OrderEnd> orders = times(9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 9_000);
    assertThat(slow(orders).found()).isTrue();
    IntStream.range(20, 30).forEach(n -> orders.add(took(n, 20)));
    assertThat(slow(orders).found()).isFalse();
  }

  @Test
  void oneSlowOrderNeverDeclaresHoweverSlowItIsAndWhereverItStands() {
    qt().forAll(
            lists().of(integers().between(0, 5_000)).ofSizeBetween(0, 30),
            integers().between(5_001, Integer.MAX_VALUE),
            integers().between(0, 30))
        .checkAssert((usual, noise, place) -> {
          FillWindow window = FillWindow.EMPTY;
          for (int i = 0; i <= usual.size(); i++) {
            int at = Math.min(place, usual.size());
            window = window.with(took(i, i == at ? noise : usual.get(i < at ? i : i - 1)));
            assertThat(slow(window.orders()).found()).isFalse();
          }
        });
  }

  @Test
  void onePartialFillNeverDeclaresHoweverFewWereFilled() {
    qt().forAll(integers().between(0, 30), integers().between(0, 30), integers().between(1, 9))
        .checkAssert((count, place, filled) -> {
          FillWindow window = FillWindow.EMPTY;
          for (int i = 0; i <= count; i++) {
            window = window.with(i == Math.min(place, count) ? part(i, filled) : took(i, 20));
            assertThat(inPart(window.orders()).found()).isFalse();
          }
        });
  }

  @Test
  void partsAreTooManyWhenChanceDoesNotExplainThem() {
    assertThat(inPart(parts(3, 2)).found()).isFalse();
    assertThat(inPart(parts(4, 0)).found()).isFalse();
    assertThat(inPart(parts(4, 2)).found()).isTrue();
    assertThat(inPart(parts(5, 5)).found()).isTrue();
    assertThat(inPart(parts(4, 6)).found()).isFalse();
    assertThat(inPart(parts(6, 14)).found()).isFalse();
    assertThat(inPart(parts(7, 13)).found()).isTrue();
    // 1 - B(3; 6, 0.1): 15 * 0.1^4 * 0.9^2 + 6 * 0.1^5 * 0.9 + 0.1^6
    assertThat(FillStatistics.of(Orders.window(parts(4, 2)), DEFAULT).chance())
        .isEqualByComparingTo("0.001270");
    assertThat(inPart(parts(4, 2)).sentence())
        .isEqualTo(
            "INVESTIGATE: 4 of 6 orders ended with a part, usual 10 %, chance of so many 0.127 %"
                + " (n = 6)");
  }

  @Test
  void whatPaperDoesByChanceSeldomDeclares() {
    SplittableRandom random = new SplittableRandom(10);
    int declared = 0;
    for (int run = 0; run < 2_000; run++) {
      FillWindow window = FillWindow.EMPTY;
      boolean found = false;
      for (int n = 0; n < 20; n++) {
        window = window.with(random.nextInt(10) == 0 ? part(n, 4) : took(n, 300));
        found |= inPart(window.orders()).found();
      }
      declared += found ? 1 : 0;
    }
    assertThat(declared).as("of 2000 runs of 20 orders, each looked at").isLessThan(20);
  }

  @Test
  void anOrderWithAPriceOfItsOwnSaysNothingOfTheMarket() {
    List<OrderEnd> orders = IntStream.range(0, 12).mapToObj(Orders::resting).toList();
    FillStatistics of = FillStatistics.of(Orders.window(orders), DEFAULT);
    assertThat(of.timed()).isZero();
    assertThat(of.filled()).isZero();
    assertThat(of.median()).isNull();
    assertThat(of.sentence()).contains("n = 0, median unknown");
    assertThat(resting(1).inPart()).isTrue();
  }

  @Test
  void anOrderThatWasGivenUpTookAtLeastThatLong() {
    assertThat(slow(List.of(part(1, 4), part(2, 4), part(3, 4), part(4, 4), part(5, 4))).found())
        .isTrue();
    FillLimits patient = new FillLimits(Duration.ofSeconds(40), DEFAULT.partial(), 5);
    assertThat(FillStatistics.of(Orders.window(List.of(part(1, 4))), patient).timed()).isZero();
  }

  @Test
  void theSameOrderTwiceIsOneSampleAndOnlyTheLastTwentyAreKept() {
    FillWindow window = Orders.window(List.of(took(1, 20), took(1, 9_000)));
    assertThat(window.orders()).containsExactly(took(1, 20));
    for (int n = 2; n < 40; n++) {
      window = window.with(took(n, 20));
    }
    assertThat(window.orders()).hasSize(FillWindow.KEPT).endsWith(took(39, 20));
  }

  @Test
  void theNumbersHaveBounds() {
    assertThatThrownBy(() -> new FillLimits(Duration.ofMillis(999), DEFAULT.partial(), 5))
        .hasMessageContaining("fills.slow: must be 1 s to 60 s");
    assertThatThrownBy(() -> new FillLimits(DEFAULT.slow(), new BigDecimal("0.34"), 5))
        .hasMessageContaining("fills.partial: must be above 0 and at most 0.33");
    assertThatThrownBy(() -> new FillLimits(DEFAULT.slow(), DEFAULT.partial(), 4))
        .hasMessageContaining("fills.orders: must be 5 to 10");
  }

  private static FillFinding slow(List<OrderEnd> orders) {
    return FillFinding.slow(FillStatistics.of(Orders.window(orders), DEFAULT), DEFAULT);
  }

  private static FillFinding inPart(List<OrderEnd> orders) {
    return FillFinding.inPart(FillStatistics.of(Orders.window(orders), DEFAULT), DEFAULT);
  }

  private static List<OrderEnd> times(long... millis) {
    List<OrderEnd> orders = new ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      orders.add(took(i + 1, millis[i]));
    }
    return orders;
  }

  private static List<OrderEnd> parts(int parts, int whole) {
    List<OrderEnd> orders = new ArrayList<>();
    IntStream.range(0, parts).forEach(n -> orders.add(part(n, 4)));
    IntStream.range(parts, parts + whole).forEach(n -> orders.add(took(n, 20)));
    return orders;
  }
}
