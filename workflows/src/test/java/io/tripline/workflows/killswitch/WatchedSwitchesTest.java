package io.tripline.workflows.killswitch;

import static io.tripline.workflows.killswitch.Days.MONDAY;
import static io.tripline.workflows.killswitch.Days.SPY;
import static io.tripline.workflows.killswitch.Days.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K2 and K6: what halts. */
class WatchedSwitchesTest {
  private static final SwitchLimits LIMITS = SwitchLimits.DEFAULT;
  private static final Scope ONLY_SPY = new Scope(List.of(SPY));

  private boolean stands;
  private int epoch = 1;
  private Instant at = TEN;

  // K2

  private final DrawdownSwitch drawdown = new DrawdownSwitch();
  private HighWater marks = HighWater.EMPTY.with(day("2026-11-20"), dollars("100000"), Money.ZERO);

  @Test
  void sixPercentBelowTheHighestOfTheLastSessionsTripsAtTheThirdReading() {
    assertThat(drawn("94000.01", "0").wish()).isEqualTo(Wish.NOTHING);
    assertThat(drawn("94000", "0").wish()).isEqualTo(Wish.SUSPECT);
    assertThat(drawn("93900", "0").wish()).isEqualTo(Wish.SUSPECT);
    SwitchReading third = drawn("93900", "0");
    assertThat(third.wish()).isEqualTo(Wish.TRIP);
    assertThat(third.observation().reading()).isEqualTo("6.10 % below the high-water mark");
    assertThat(third.observation().inputs()).containsEntry("highWater", "100000");
  }

  @Test
  void aReadingAboveInBetweenStartsAnewAndThreeOfThemLiftTheSuspicion() {
    drawn("93000", "0");
    drawn("93000", "0");
    assertThat(drawn("99000", "0").wish()).isEqualTo(Wish.SUSPECT);
    assertThat(drawn("93000", "0").wish()).isEqualTo(Wish.SUSPECT);
    drawn("99000", "0");
    drawn("99000", "0");
    assertThat(drawn("99000", "0").wish()).isEqualTo(Wish.NOTHING);
  }

  @Test
  void aWithdrawalIsNoDrawdownAndADepositHidesNone() {
    assertThat(drawn("60000", "-40000").observation().check()).isEqualTo(Check.PASS);
    assertThat(drawn("133000", "40000").observation().check()).isEqualTo(Check.FAIL);
    // The day after, the mark is in the money of that day.
    HighWater next =
        HighWater.EMPTY
            .with(day("2026-11-19"), dollars("100000"), Money.ZERO)
            .with(day("2026-11-20"), dollars("60000"), dollars("-40000"));
    marks = next;
    assertThat(drawn("59000", "0").observation().inputs()).containsEntry("highWater", "60000");
    assertThat(next.with(MONDAY, dollars("59000"), Money.ZERO).mark(20)).contains(dollars("60000"));
  }

  @Test
  void whatLiesTooFarBackCountsNoMore() {
    HighWater long_ = HighWater.EMPTY.with(day("2026-01-05"), dollars("200000"), Money.ZERO);
    for (int i = 1; i <= 20; i++) {
      long_ =
          long_.with(
              new TradingDay(LocalDate.of(2026, 2, 1).plusDays(i)), dollars("100000"), Money.ZERO);
    }
    assertThat(long_.mark(20)).contains(dollars("100000"));
    assertThat(long_.mark(21)).contains(dollars("200000"));
    assertThat(HighWater.parse(long_.text())).isEqualTo(long_);
    assertThat(HighWater.parse("nonsense")).isEqualTo(HighWater.EMPTY);
  }

  @Test
  void withoutAMarkOrOutsideRegularHoursNothingIsKnown() {
    marks = HighWater.EMPTY;
    assertThat(drawn("10", "0").observation().check()).isEqualTo(Check.UNKNOWN);
    marks = HighWater.EMPTY.with(day("2026-11-20"), dollars("100000"), Money.ZERO);
    assertThat(drawdown.on(loss("10", "0"), marks, LIMITS, false, moment()).observation().check())
        .isEqualTo(Check.UNKNOWN);
    assertThat(
            drawdown
                .on(
                    new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "silent"),
                    marks,
                    LIMITS,
                    true,
                    moment())
                .wish())
        .isEqualTo(Wish.NOTHING);
  }

  @Test
  void oneAbsurdEquityIsNoNewHigh() {
    assertThat(drawdown.confirmedEquity(lossOf("100000", "0"), 1)).isNull();
    drawdown.confirmedEquity(lossOf("109000", "0"), 1);
    assertThat(drawdown.confirmedEquity(lossOf("100100", "0"), 1)).isEqualTo(dollars("100000"));
    drawdown.confirmedEquity(lossOf("100200", "0"), 1);
    assertThat(drawdown.confirmedEquity(lossOf("140300", "40000"), 1)).isEqualTo(dollars("140100"));
    assertThat(drawdown.confirmedEquity(lossOf("140300", "40000"), 2)).isNull();
  }

  @Test
  void afterItsTripItIsSilentUntilTheNextEpoch() {
    drawn("93000", "0");
    drawn("93000", "0");
    assertThat(drawn("93000", "0").wish()).isEqualTo(Wish.TRIP);
    stands = true;
    assertThat(drawn("93000", "0").wish()).isEqualTo(Wish.NOTHING);
    stands = false;
    epoch = 2;
    assertThat(drawn("93000", "0").wish()).isEqualTo(Wish.SUSPECT);
  }

  // K6

  private final PositionSwitch positions = new PositionSwitch();
  private final PositionAnchor anchor =
      new PositionAnchor(MONDAY, TEN, Map.of("SPY", Quantity.of("100")), List.of("resting"));

  @Test
  void whatOurOrdersDidIsIntended() {
    assertThat(held("100", List.of(), List.of()).observation().check()).isEqualTo(Check.PASS);
    assertThat(
            held(
                    "55",
                    List.of(fill("o1", Side.SELL, "40"), fill("resting", Side.SELL, "5")),
                    List.of(order("o1", "cafe0123-7", Side.SELL)))
                .observation()
                .check())
        .isEqualTo(Check.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "cafe0123-1, true",
    "flat-cafe0123-e1-1-1, true",
    "flat-direct-20261123-2, true",
    "exit-0192f3a4-5b6c-7d8e-9f01-23456789abcd-1, true",
    "flat-1, false",
    "flat-cafe0123-e1-1, false",
    "flat-all-SPY-1, false",
    "exit-run-1, false",
    "exit-SPY-20261123-1, false",
    "cafe0123-x, false",
    "cafe0124-1, false",
    "somebody, false"
  })
  void ordersOfOursAreKnownByTheirIds(String id, boolean ours) {
    assertThat(OwnOrders.ours(id, "cafe0123")).isEqualTo(ours);
  }

  @Test
  void anotherPositionHaltsAfterThirtySecondsAndNotBefore() {
    assertThat(held("90", List.of(), List.of()).wish()).isEqualTo(Wish.SUSPECT);
    later(10);
    assertThat(held("90", List.of(), List.of()).wish()).isEqualTo(Wish.SUSPECT);
    later(10);
    assertThat(held("90", List.of(), List.of()).wish()).isEqualTo(Wish.SUSPECT);
    later(10);
    SwitchReading last = held("90", List.of(), List.of());
    assertThat(last.wish()).isEqualTo(Wish.TRIP);
    assertThat(last.observation().reading()).isEqualTo("holds 90 SPY, intended 100");
    assertThat(KillSwitch.K6.level()).isEqualTo(TripLevel.STOP);
  }

  @Test
  void aForeignOrderHaltsAtTheThirdReadingAndIsNamed() {
    List<Order> foreign = List.of(order("o9", "other-bot", Side.BUY));
    held("100", List.of(), foreign);
    held("100", List.of(), foreign);
    SwitchReading third = held("100", List.of(), foreign);
    assertThat(third.wish()).isEqualTo(Wish.TRIP);
    assertThat(third.observation().inputs()).containsEntry("foreignOrders", "other-bot");
  }

  @Test
  void whereOthersTradeItOnlyReports() {
    for (int i = 0; i < 5; i++) {
      SwitchReading seen =
          positions.on(books("90", List.of(), List.of(), anchor, true), LIMITS, moment());
      assertThat(seen.observation().check()).isEqualTo(Check.FAIL);
      assertThat(seen.observation().reading()).endsWith("(reported only)");
      assertThat(seen.wish()).isEqualTo(Wish.NOTHING);
      later(20);
    }
  }

  @Test
  void withoutAnAnchorOrWithoutExecutionsNothingIsKnown() {
    assertThat(
            positions
                .on(books("90", List.of(), List.of(), null, false), LIMITS, moment())
                .observation()
                .check())
        .isEqualTo(Check.UNKNOWN);
    assertThat(
            positions
                .on(
                    new PositionSwitch.Books(
                        anchor,
                        ONLY_SPY,
                        "cafe0123",
                        List.of(),
                        new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "no"),
                        new Reading.Seen<>(List.of(), at),
                        false),
                    LIMITS,
                    moment())
                .observation())
        .extracting(Observation::check, Observation::reading)
        .containsExactly(Check.UNKNOWN, "unknown: no");
  }

  private SwitchReading held(String quantity, List<Fill> fills, List<Order> orders) {
    return positions.on(books(quantity, fills, orders, anchor, false), LIMITS, moment());
  }

  private PositionSwitch.Books books(
      String quantity,
      List<Fill> fills,
      List<Order> orders,
      @Nullable PositionAnchor from,
      boolean reportOnly) {
    List<Position> held = List.of(Days.spy(quantity, "650"));
    return new PositionSwitch.Books(
        from,
        ONLY_SPY,
        "cafe0123",
        held,
        new Reading.Seen<>(fills, at),
        new Reading.Seen<>(orders, at),
        reportOnly);
  }

  private static Fill fill(String order, Side side, String quantity) {
    return new Fill(
        order + "-f", order, SPY, side, Quantity.of(quantity), Price.of("650"), TEN.plusSeconds(9));
  }

  private static Order order(String id, String clientId, Side side) {
    return new Order(
        id,
        new ClientOrderId(clientId),
        SPY,
        side,
        OrderType.MARKET,
        OrderStatus.FILLED,
        Quantity.of("1"),
        Quantity.of("1"),
        Price.of("650"),
        null,
        null,
        TEN,
        TEN,
        null);
  }

  private SwitchReading drawn(String equity, String flows) {
    return drawdown.on(loss(equity, flows), marks, LIMITS, true, moment());
  }

  private Reading<DailyLoss> loss(String equity, String flows) {
    return new Reading.Seen<>(lossOf(equity, flows), at);
  }

  private DailyLoss lossOf(String equity, String flows) {
    AccountView view = new AccountView(Days.account(equity, equity, flows), List.of(), at);
    return DailyLoss.of(view, MONDAY, Days.clock(at));
  }

  private SwitchMoment moment() {
    return new SwitchMoment(epoch, stands, at, at);
  }

  private void later(int seconds) {
    at = at.plusSeconds(seconds);
  }

  private static TradingDay day(String text) {
    return TradingDay.parse(text);
  }

  private static Money dollars(String text) {
    return Money.of(text);
  }
}
