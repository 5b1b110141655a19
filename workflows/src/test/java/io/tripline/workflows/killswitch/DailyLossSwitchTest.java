package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DailyLossSwitchTest {
  private static final LossLimits SHIPPED = LossLimits.of(Limits.DEFAULT, null, BigDecimal.ONE);

  private final DailyLossSwitch daily = new DailyLossSwitch();
  private LossLimits limits = SHIPPED;
  private boolean regular = true;
  private boolean hardStands;
  private boolean softStands;
  private Instant at = Instant.parse("2026-11-23T15:00:00Z");
  private final List<String> steps = new ArrayList<>();

  @Test
  void suspectsAtOnceAndTripsOnlyAfterThirtySeconds() {
    feed("0", "0", "0");
    for (int i = 0; i < 8; i++) {
      feed("0.021");
    }
    assertThat(steps).containsExactly("lift", "suspect K1");
    feed("0.021");
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1");
  }

  @Test
  void aClockThatIsSetBackDoesNotHoldTheTripUp() {
    feed("0", "0", "0", "0.021", "0.021", "0.021");
    at = at.minusSeconds(7_200);
    for (int i = 0; i < 9; i++) {
      feed("0.021");
    }
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1");
  }

  @Test
  void tripsOnTheFirstValidReadingBeyondOneAndAHalfTimesTheLimit() {
    feed("0", "0", "0", "0.030");
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1 at once");
  }

  @Test
  void needsThreeReadingsAfterTheOpenHoweverDeepTheLoss() {
    feed("0.08", "0.08");
    assertThat(steps).containsExactly("suspect K1");
    feed("0.08");
    assertThat(steps).containsExactly("suspect K1", "trip K1 at once");
  }

  @Test
  void oneBadTickTripsNothingAndIsForgottenAfterThreeCleanReadings() {
    feed("0", "0", "0", "0.025", "0", "0");
    assertThat(steps).containsExactly("lift", "suspect K1");
    feed("0");
    assertThat(steps).containsExactly("lift", "suspect K1", "lift");
  }

  @Test
  void tripsTheSoftLimitAfterThreeReadings() {
    feed("0", "0", "0", "0.012", "0.012");
    assertThat(steps).containsExactly("lift", "suspect K1S");
    feed("0.012");
    assertThat(steps).containsExactly("lift", "suspect K1S", "trip K1S");
  }

  @Test
  void anUnknownReadingNeitherClearsNorConfirmsNorCountsAsClean() {
    feed("0", "0", "0", "0.021");
    for (int i = 0; i < 20; i++) {
      feed((String) null);
    }
    assertThat(steps).containsExactly("lift", "suspect K1");
    feed("0.021", "0.021");
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1");
  }

  @Test
  void unknownReadingsBreakARunOfCleanOnes() {
    feed("0", "0", "0", "0.025", "0", "0", null, "0", "0");
    assertThat(steps).containsExactly("lift", "suspect K1");
    feed("0");
    assertThat(steps).contains("lift", "suspect K1", "lift");
  }

  @Test
  void refusesEntriesWhileNothingIsKnown() {
    feed("0", "0", "0", null, null);
    assertThat(steps).containsExactly("lift");
    feed((String) null);
    assertThat(steps).containsExactly("lift", "suspect K1 UNKNOWN");
    feed("0", "0", "0");
    assertThat(steps).containsExactly("lift", "suspect K1 UNKNOWN", "lift");
  }

  @Test
  void onlyBlocksEntriesOutsideRegularHours() {
    regular = false;
    for (int i = 0; i < 20; i++) {
      feed("0.09");
    }
    assertThat(steps).containsExactly("suspect K1");
    regular = true;
    feed("0.09", "0.09");
    assertThat(steps).containsExactly("suspect K1");
    feed("0.09");
    assertThat(steps).containsExactly("suspect K1", "trip K1 at once");
  }

  @Test
  void asksForNoSecondTripWhileOneStands() {
    feed("0", "0", "0", "0.05");
    hardStands = true;
    feed("0.05", "0.05");
    softStands = true;
    feed("0.015", "0.015", "0.015", "0.015");
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1 at once");
  }

  @Test
  void countsFromTheAcceptedLossAfterAnEarlyReset() {
    limits = LossLimits.of(Limits.DEFAULT, new BigDecimal("0.023"), new BigDecimal("0.5"));
    assertThat(limits.hard()).isEqualByComparingTo("0.033");
    assertThat(limits.soft()).isEqualByComparingTo("0.028");
    assertThat(limits.instant()).isEqualByComparingTo("0.038");
    feed("0.023", "0.023", "0.023", "0.027");
    assertThat(steps).containsExactly("lift");
    feed("0.0381");
    assertThat(steps).containsExactly("lift", "suspect K1", "trip K1 at once");
  }

  @Test
  void neverLetsTheNextTripLieBeyondTwiceTheLimit() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      BigDecimal accepted = BigDecimal.valueOf(random.nextInt(60), 3);
      LossLimits after = LossLimits.of(Limits.DEFAULT, accepted, BigDecimal.ONE);
      assertThat(after.instant()).isLessThanOrEqualTo(new BigDecimal("0.04"));
      assertThat(after.hard()).isLessThanOrEqualTo(after.instant());
      assertThat(after.soft()).isLessThanOrEqualTo(after.hard());
    }
  }

  @Test
  void halvesTheLimitsInProbation() {
    LossLimits halved = LossLimits.of(Limits.DEFAULT, null, new BigDecimal("0.5"));
    assertThat(halved.hard()).isEqualByComparingTo("0.01");
    assertThat(halved.soft()).isEqualByComparingTo("0.005");
    assertThat(halved.instant()).isEqualByComparingTo("0.015");
  }

  /**
   * Whatever comes: no trip without a breaching reading just then, no lift but after clean ones.
   */
  @Test
  void holdsItsLawsOverRandomDays() {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      DailyLossSwitch any = new DailyLossSwitch();
      Instant now = Instant.parse("2026-11-23T15:00:00Z");
      int clean = 0;
      int known = 0;
      for (int i = 0; i < 60; i++) {
        now = now.plusSeconds(1 + random.nextInt(9));
        boolean open = random.nextInt(10) > 0;
        @Nullable BigDecimal fraction =
            random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(40), 3);
        known = fraction == null ? known : open ? known + 1 : 0;
        clean = fraction != null && fraction.compareTo(SHIPPED.soft()) < 0 ? clean + 1 : 0;
        for (SwitchStep step : any.on(reading(fraction, now), moment(SHIPPED, open, now))) {
          switch (step) {
            case SwitchStep.Trip trip -> {
              assertThat(fraction).isNotNull();
              assertThat(fraction).isGreaterThanOrEqualTo(SHIPPED.of(trip.killSwitch()));
              assertThat(open).isTrue();
              assertThat(known).isGreaterThanOrEqualTo(3);
            }
            case SwitchStep.Lift lift -> assertThat(clean).isGreaterThanOrEqualTo(3);
            case SwitchStep.Suspect suspect -> assertThat(clean).isZero();
          }
        }
        if (fraction != null && fraction.compareTo(SHIPPED.soft()) >= 0) {
          assertThat(any.suspects()).isTrue();
        }
      }
    }
  }

  private void feed(@Nullable String... fractions) {
    for (String fraction : fractions) {
      at = at.plusSeconds(4);
      BigDecimal value = fraction == null ? null : new BigDecimal(fraction);
      for (SwitchStep step :
          daily.on(
              reading(value, at),
              new DailyLossSwitch.Moment(limits, regular, hardStands, softStands, at, at))) {
        steps.add(
            switch (step) {
              case SwitchStep.Lift lift -> "lift";
              case SwitchStep.Suspect suspect ->
                  "suspect "
                      + suspect.observation().killSwitch()
                      + (suspect.observation().check() == Check.UNKNOWN ? " UNKNOWN" : "");
              case SwitchStep.Trip trip ->
                  "trip " + trip.killSwitch() + (trip.instant() ? " at once" : "");
            });
      }
    }
  }

  private static DailyLossSwitch.Moment moment(LossLimits limits, boolean open, Instant now) {
    return new DailyLossSwitch.Moment(limits, open, false, false, now, now);
  }

  private static Reading<DailyLoss> reading(@Nullable BigDecimal fraction, Instant at) {
    if (fraction == null) {
      return new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "no answer");
    }
    String equity =
        new BigDecimal("100000").multiply(BigDecimal.ONE.subtract(fraction)).toPlainString();
    return new Reading.Seen<>(
        DailyLoss.of(Days.flat(equity, at), Days.MONDAY, Days.clock(Days.TEN)), at);
  }
}
