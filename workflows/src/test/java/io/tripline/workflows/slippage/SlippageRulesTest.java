package io.tripline.workflows.slippage;

import static io.tripline.workflows.slippage.Fills.fill;
import static io.tripline.workflows.slippage.Fills.unusable;
import static io.tripline.workflows.slippage.Fills.window;
import static io.tripline.workflows.slippage.SlippageLimits.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import io.tripline.workflows.slippage.SlippageLabel.Grade;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlippageRulesTest {
  @Test
  void threeBadFillsInARowTripAndTwoDoNot() {
    assertThat(judged(window(60, 51))).isInstanceOf(SlippageFinding.Quiet.class);
    assertThat(judged(window(60, 51, 50.001))).isInstanceOf(SlippageFinding.InARow.class);
    assertThat(judged(window(60, 50, 60, 60))).isInstanceOf(SlippageFinding.Quiet.class);
  }

  @Test
  void anUnusableFillNeitherCountsNorBreaksTheRow() {
    SlippageWindow row = window(60, 60).with(unusable(8), 1, DEFAULT);
    assertThat(judged(row)).isInstanceOf(SlippageFinding.Quiet.class);
    assertThat(judged(row.with(fill(9, "60"), 1, DEFAULT)))
        .isInstanceOf(SlippageFinding.InARow.class);
  }

  @Test
  void fillsBeforeTheLastResetDoNotCount() {
    SlippageWindow before = window(60, 60, 60);
    assertThat(SlippageFinding.of(before.with(fill(9, "60"), 2, DEFAULT), 2, DEFAULT))
        .isInstanceOf(SlippageFinding.Quiet.class);
  }

  @Test
  void oneTerribleFillAsksForConfirmation() {
    assertThat(judged(window(3, 140))).isEqualTo(new SlippageFinding.Confirm(fill(2, "140.0")));
    assertThat(judged(window(3, 100))).isInstanceOf(SlippageFinding.Quiet.class);
  }

  @Test
  void oneNoisyFillNeverTripsWhateverItCostsAndWhereverItStands() {
    qt().forAll(
            lists().of(doubles().between(-80, 50)).ofSizeBetween(0, 40),
            doubles().between(50, 100_000),
            integers().between(0, 40))
        .checkAssert((calm, noise, place) -> {
          SlippageWindow window = SlippageWindow.EMPTY;
          for (int i = 0; i <= calm.size(); i++) {
            double bps = i == Math.min(place, calm.size()) ? noise : calm.get(Math.max(0, i - 1));
            window = window.with(fill(i + 1, String.valueOf(bps)), 1, DEFAULT);
            assertThat(judged(window)).isNotInstanceOf(SlippageFinding.InARow.class);
          }
        });
  }

  @Test
  void theSameOrderTwiceIsOneSample() {
    qt().forAll(lists().of(integers().between(1, 9)).ofSizeBetween(1, 30))
        .checkAssert(orders -> {
          SlippageWindow once = SlippageWindow.EMPTY;
          SlippageWindow again = SlippageWindow.EMPTY;
          for (int order : orders) {
            once = once.with(fill(order, "12"), 1, DEFAULT);
            again = again.with(fill(order, "12"), 1, DEFAULT).with(fill(order, "99"), 1, DEFAULT);
          }
          assertThat(again).isEqualTo(once);
        });
  }

  @Test
  void theSumForgetsCheapFillsAndClipsOneOutlier() {
    qt().forAll(doubles().between(100, 1_000_000))
        .checkAssert(outlier -> assertThat(window(outlier).cusum()).isEqualTo(5 + 3 * 8 - 7.5));
    assertThat(window(1_000_000, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5).cusum()).isZero();
  }

  @Test
  void theFiguresAreThoseOfATextbook() {
    SlippageStatistics statistics = SlippageStatistics.of(window(2, 4, 6, 8, 10));
    assertThat(statistics.recent().n()).isEqualTo(5);
    assertThat(statistics.recent().mean()).isEqualByComparingTo("6");
    assertThat(statistics.recent().median()).isEqualByComparingTo("6");
    // t(0.95, 4) = 2.132, s = 3.162: 6 - 2.132 * 3.162 / sqrt 5
    assertThat(statistics.recent().lowerBound()).isEqualByComparingTo("2.985");
    assertThat(statistics.recent().bootstrapLow())
        .isBetween(new BigDecimal("3"), new BigDecimal("5"));
    assertThat(statistics.recent().bootstrapHigh())
        .isBetween(new BigDecimal("7"), new BigDecimal("9"));
    assertThat(statistics.delay().mean()).isEqualByComparingTo("40");
    assertThat(SlippageStatistics.of(window(2, 4, 6, 8, 10))).isEqualTo(statistics);
  }

  @Test
  void withoutFillsNothingIsClaimed() {
    SlippageStatistics nothing = SlippageStatistics.of(SlippageWindow.EMPTY);
    assertThat(nothing.recent().mean()).isNull();
    assertThat(nothing.sentence()).contains("n = 0", "mean unknown");
  }

  @Test
  void theDeviationIsMeasuredFromThirtyFillsOn() {
    double[] same = new double[30];
    java.util.Arrays.fill(same, 5);
    assertThat(SlippageStatistics.of(window(same)).sigmaMeasured()).isTrue();
    assertThat(SlippageStatistics.of(window(same)).sigma()).isEqualByComparingTo("3");
    assertThat(SlippageStatistics.of(window(5, 5)).sigma()).isEqualByComparingTo("8");
  }

  @Test
  void aHighMeanIsOnlyANoteUntilFiveFillsProveIt() {
    assertThat(labelled(window(12, 14, 13, 12)).grade()).isEqualTo(Grade.NOTE);
    assertThat(labelled(window(12, 14, 13, 12)).sentence()).contains("INVESTIGATE", "n = 4");
    assertThat(labelled(window(12, 14, 13, 12, 14)).grade()).isEqualTo(Grade.INVESTIGATE);
    assertThat(labelled(window(0, 0, 0, 0, 90)).grade()).isEqualTo(Grade.NOTE);
    assertThat(labelled(window(4, 6, 5)).grade()).isEqualTo(Grade.NORMAL);
  }

  @Test
  void theCumulativeSumAsksToInvestigateASlowDrift() {
    assertThat(labelled(window(20, 20, 20, 20, 20, 20)).sentence()).contains("CUSUM");
  }

  @Test
  void noConfigurationMayMakeOneFillARow() {
    assertThatThrownBy(() ->
            new SlippageLimits(
                DEFAULT.fill(), DEFAULT.inARow(), 1, DEFAULT.mean(), DEFAULT.baseline()))
        .hasMessageContaining("slippage.fillsInARow: must be 2 to 5");
    assertThatThrownBy(() ->
            new SlippageLimits(
                new BigDecimal("201"), DEFAULT.inARow(), 3, DEFAULT.mean(), DEFAULT.baseline()))
        .hasMessageContaining("slippage.fill");
  }

  private static SlippageFinding judged(SlippageWindow window) {
    return SlippageFinding.of(window, 1, DEFAULT);
  }

  private static SlippageLabel labelled(SlippageWindow window) {
    List<SlippageWindow.Taken> fills = window.fills();
    return SlippageLabel.of(
        SlippageStatistics.of(window), fills.get(fills.size() - 1).sample(), DEFAULT);
  }
}
