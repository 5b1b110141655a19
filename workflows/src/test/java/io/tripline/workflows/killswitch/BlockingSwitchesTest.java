package io.tripline.workflows.killswitch;

import static io.tripline.workflows.killswitch.Days.MONDAY;
import static io.tripline.workflows.killswitch.Days.SPY;
import static io.tripline.workflows.killswitch.Days.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K15, K16, K18 and K19: what only blocks entries. */
class BlockingSwitchesTest {
  private static final SwitchLimits LIMITS = SwitchLimits.DEFAULT;
  private static final Scope ONLY_SPY = new Scope(List.of(SPY));

  private boolean stands;
  private boolean earlier;
  private Instant at = TEN;

  // K15

  @Test
  void fourLosingRoundTripsInARowBlockAndAWinBreaksTheRow() {
    List<Fill> fills = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      fills.addAll(trip(i, "100", "99"));
    }
    assertThat(streak(fills).wish()).isEqualTo(Wish.NOTHING);
    fills.addAll(trip(3, "100", "99.99"));
    SwitchReading four = streak(fills);
    assertThat(four.wish()).isEqualTo(Wish.BLOCK);
    assertThat(four.observation().inputs()).containsEntry(LossStreakSwitch.STREAK, "s3");
    fills.addAll(trip(4, "100", "101"));
    assertThat(streak(fills).observation().check()).isEqualTo(Check.PASS);
  }

  @Test
  void whatWasHeldBeforeAndWhatIsStillHeldAreNoRoundTrips() {
    List<Fill> fills = List.of(fill("o", Side.SELL, "10"), fill("p", Side.BUY, "5"));
    assertThat(RoundTrip.of(fills, List.of(Days.spy("5", "650")), ONLY_SPY)).isEmpty();
  }

  @Test
  void unknownExecutionsAreNoCleanRecord() {
    assertThat(
            LossStreakSwitch.judge(
                    new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "silent"),
                    MONDAY.date(),
                    LIMITS,
                    moment())
                .observation()
                .check())
        .isEqualTo(Check.UNKNOWN);
  }

  // K16

  private final VolatilitySwitch volatility = new VolatilitySwitch();

  @Test
  void anExtremeDayBlocksUntilAQuarterOfAnHourAfterIt() {
    assertThat(day(1.5, HaltKind.NONE).wish()).isEqualTo(Wish.NOTHING);
    assertThat(day(-4.2, HaltKind.NONE).wish()).isEqualTo(Wish.BLOCK);
    later(899);
    assertThat(day(3.9, HaltKind.NONE).wish()).isEqualTo(Wish.BLOCK);
    later(1);
    assertThat(day(3.9, HaltKind.NONE).wish()).isEqualTo(Wish.NOTHING);
  }

  @Test
  void aHaltBlocksAndUnknownEndsNothing() {
    assertThat(day(0, HaltKind.LULD).wish()).isEqualTo(Wish.BLOCK);
    later(600);
    assertThat(volatility.on(null, HaltKind.UNKNOWN, LIMITS, moment()).wish())
        .isEqualTo(Wish.BLOCK);
    later(899);
    assertThat(day(0, HaltKind.NONE).wish()).isEqualTo(Wish.BLOCK);
    later(1);
    assertThat(day(0, HaltKind.NONE).wish()).isEqualTo(Wish.NOTHING);
  }

  @Test
  void aBlockOfAWatchBeforeIsTakenOver() {
    stands = true;
    assertThat(day(0, HaltKind.NONE).wish()).isEqualTo(Wish.BLOCK);
    later(900);
    assertThat(day(0, HaltKind.UNKNOWN).wish()).isEqualTo(Wish.NOTHING);
    assertThat(day(0, HaltKind.UNKNOWN).observation().check()).isEqualTo(Check.UNKNOWN);
  }

  @Test
  void aBlockOfAnEarlierDayEndsWithTheFirstLookThatIsNotExtreme() {
    stands = true;
    earlier = true;
    assertThat(volatility.on(null, HaltKind.UNKNOWN, LIMITS, moment()).wish())
        .isEqualTo(Wish.BLOCK);
    assertThat(day(0, HaltKind.NONE).wish()).isEqualTo(Wish.NOTHING);
  }

  @Test
  void onlyAnExtremeDayWithoutAHaltCanBeAccepted() {
    assertThat(day(-4.2, HaltKind.NONE).observation().inputs())
        .containsEntry(VolatilitySwitch.DAY, TradingDay.dateOf(at).toString());
    assertThat(day(-4.2, HaltKind.LULD).observation().inputs())
        .doesNotContainKey(VolatilitySwitch.DAY);
    assertThat(day(0, HaltKind.NONE).observation().inputs())
        .doesNotContainKey(VolatilitySwitch.DAY);
  }

  // K18

  @Test
  void oneBuildAndOneConfigurationPassAndOthersBlock() {
    WorkerMark watch = new WorkerMark("b1", "c1");
    assertThat(drift(watch, watch, "c1").observation().check()).isEqualTo(Check.PASS);
    assertThat(drift(watch, null, "c1").observation().check()).isEqualTo(Check.UNKNOWN);
    assertThat(drift(watch, new WorkerMark("b2", "c1"), "c1").wish()).isEqualTo(Wish.BLOCK);
    assertThat(drift(watch, new WorkerMark("b1", "c2"), "c1").wish()).isEqualTo(Wish.BLOCK);
    assertThat(drift(watch, watch, "c9").wish()).isEqualTo(Wish.BLOCK);
  }

  @Test
  void itsBlockOutlivesTheAgreement() {
    WorkerMark watch = new WorkerMark("b1", "c1");
    SwitchReading seen = DriftSwitch.judge(watch, watch, "c1", true, moment());
    assertThat(seen.observation().check()).isEqualTo(Check.PASS);
    assertThat(seen.wish()).isEqualTo(Wish.BLOCK);
  }

  // K19

  private final ClockSwitch clocks = new ClockSwitch();

  @ParameterizedTest
  @CsvSource({
    "true, 1999, 2026-11-23, PASS",
    "true, 2001, 2026-11-23, FAIL",
    "true, -2001, 2026-11-23, FAIL",
    "false, 9999999, 2026-11-23, PASS",
    "true, , 2026-11-23, UNKNOWN",
    "true, 0, 2026-11-26, PASS",
    "true, 0, 2026-11-27, PASS",
    "true, 0, 2026-12-24, FAIL"
  })
  void clocksAndCalendarsMustAgree(
      boolean hostTime, @Nullable Long skew, LocalDate day, Check check) {
    assertThat(
            clocks
                .on(
                    hostTime,
                    skew == null ? null : Duration.ofMillis(skew),
                    Days.CALENDAR,
                    day,
                    LIMITS,
                    moment())
                .observation()
                .check())
        .isEqualTo(check);
  }

  @Test
  void itLiftsAfterThreeReadingsThatAgree() {
    assertThat(skewed(5_000).wish()).isEqualTo(Wish.BLOCK);
    assertThat(skewed(0).wish()).isEqualTo(Wish.BLOCK);
    assertThat(skewed(0).wish()).isEqualTo(Wish.BLOCK);
    assertThat(skewed(0).wish()).isEqualTo(Wish.NOTHING);
  }

  private SwitchReading skewed(long millis) {
    return clocks.on(
        true, Duration.ofMillis(millis), Days.CALENDAR, MONDAY.date(), LIMITS, moment());
  }

  private SwitchReading drift(WorkerMark watch, @Nullable WorkerMark session, String configured) {
    return DriftSwitch.judge(watch, session, configured, false, moment());
  }

  private SwitchReading day(double z, HaltKind halt) {
    return volatility.on(
        new MarketConditions(0, 0.01, z, 1, 1, 1, halt.halted()), halt, LIMITS, moment());
  }

  private SwitchReading streak(List<Fill> fills) {
    return LossStreakSwitch.judge(
        new Reading.Seen<>(RoundTrip.of(fills, List.of(), ONLY_SPY), at),
        LocalDate.of(2026, 11, 9),
        LIMITS,
        moment());
  }

  private static List<Fill> trip(int number, String in, String out) {
    Instant when = TEN.plusSeconds(number * 600L);
    return List.of(
        new Fill("b" + number, "ob" + number, SPY, Side.BUY, Quantity.of("10"), Price.of(in), when),
        new Fill(
            "s" + number,
            "os" + number,
            SPY,
            Side.SELL,
            Quantity.of("10"),
            Price.of(out),
            when.plusSeconds(60)));
  }

  private static Fill fill(String order, Side side, String quantity) {
    return new Fill(
        order + "-f", order, SPY, side, Quantity.of(quantity), Price.of("650"), TEN.plusSeconds(9));
  }

  private SwitchMoment moment() {
    return new SwitchMoment(1, stands, earlier, at, at);
  }

  private void later(int seconds) {
    at = at.plusSeconds(seconds);
  }
}
