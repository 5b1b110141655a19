package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyLossTest {
  private static final Instant AT = Days.TEN;
  private static final Instant LATER = AT.plusSeconds(4);

  @ParameterizedTest
  @CsvSource({
    "100000, 0,     0,     0",
    "98000,  0,     -2000, 0.02",
    "97999,  0,     -2001, 0.02001",
    "101000, 0,     1000,  0",
    "103000, 5000,  -2000, 0.02",
    "93000,  -5000, -2000, 0.02"
  })
  void comparesEquityWithThePreviousCloseWithoutCashFlows(
      String equity, String adjustments, String pnl, String fraction) {
    AccountView view = new AccountView(Days.account(equity, equity, adjustments), List.of(), LATER);
    AccountView before = new AccountView(Days.account(equity, equity, adjustments), List.of(), AT);
    DailyLoss loss = seen(read(before, view, Money.of(adjustments)));
    assertThat(loss.pnl()).isEqualTo(Money.of(pnl));
    assertThat(loss.fraction()).isEqualByComparingTo(fraction);
    assertThat(loss.tradingDay()).isEqualTo(Days.MONDAY);
  }

  @Test
  void isUnknownWhereTheBaselineIsNotThePreviousSessions() {
    assertUnknown(changed(a -> with(a, a.status(), a.lastEquity(), LocalDate.of(2026, 11, 19))));
    assertUnknown(changed(a -> with(a, a.status(), a.lastEquity(), LocalDate.of(2026, 11, 23))));
    assertUnknown(changed(a -> with(a, a.status(), a.lastEquity(), null)));
  }

  @Test
  void isUnknownWhereTheAccountIsNotActiveOrWasWorthNothing() {
    assertThat(changed(a -> with(a, "ACCOUNT_CLOSED", a.lastEquity(), a.balanceAsof())))
        .isInstanceOfSatisfying(
            Reading.Unknown.class,
            unknown -> assertThat(unknown.fault()).isEqualTo(Fault.ACCOUNT_RESTRICTED));
    assertUnknown(changed(a -> with(a, a.status(), Money.ZERO, a.balanceAsof())));
    assertUnknown(changed(a -> with(a, a.status(), Money.of("-5"), a.balanceAsof())));
  }

  @Test
  void takesTheBaselineOfTodayOnlyAfterTheClose() {
    Instant evening = Instant.parse("2026-11-23T21:30:00Z");
    AccountView view =
        new AccountView(
            with(
                Days.account("99000", "99000", "0"),
                "ACTIVE",
                Money.of("99000"),
                LocalDate.of(2026, 11, 23)),
            List.of(),
            LATER);
    assertThat(
            DailyLoss.read(
                new AccountView(view.account(), List.of(), AT),
                view,
                Days.clock(evening),
                Days.CALENDAR,
                null))
        .isInstanceOf(Reading.Seen.class);
  }

  @Test
  void isUnknownWhereTwoReadsDisagreeBeyondTheMarks() {
    assertUnknown(read(Days.flat("100000", AT), Days.flat("100000", AT.plusMillis(100)), null));
    assertUnknown(read(Days.flat("100000", AT), Days.flat("100000", AT.plusSeconds(11)), null));
    AccountView glitch =
        new AccountView(
            Days.account("97000", "35000", "0"), List.of(Days.spy("100", "650")), LATER);
    assertUnknown(read(Days.holding("650", AT), glitch, null));
  }

  @Test
  void isUnknownWhereSomethingThatIsHeldHasNoPrice() {
    assertUnknown(read(Days.holding("0", AT), Days.holding("0", LATER), null));
    assertUnknown(read(Days.holding("650", AT), Days.holding("0", LATER), null));
  }

  @Test
  void knowsALossHoweverFastTheMarketFalls() {
    DailyLoss loss = seen(read(Days.holding("650", AT), Days.holding("560", LATER), null));
    assertThat(loss.fraction()).isEqualByComparingTo("0.09");
  }

  @Test
  void knowsALossThroughAFillBetweenTheReads() {
    DailyLoss loss = seen(read(Days.holding("640", AT), Days.flat("98990", LATER), null));
    assertThat(loss.fraction()).isEqualByComparingTo("0.0101");
  }

  @Test
  void isUnknownWhereAdjustmentsAreNotExplainedByCashActivities() {
    AccountView before = new AccountView(Days.account("105000", "105000", "5000"), List.of(), AT);
    AccountView after = new AccountView(before.account(), List.of(), LATER);
    assertUnknown(read(before, after, null));
    assertUnknown(read(before, after, Money.ZERO));
    assertUnknown(read(before, after, Money.of("-5000")));
    assertThat(read(before, after, Money.of("5000"))).isInstanceOf(Reading.Seen.class);
  }

  @Test
  void isUnknownWhereTheAccountChanged() {
    AccountView other =
        new AccountView(
            new Account(
                "account-2",
                "ACTIVE",
                Money.of("100000"),
                Money.of("100000"),
                Money.of("100000"),
                LocalDate.of(2026, 11, 20),
                Money.ZERO,
                Money.ZERO,
                false,
                false,
                false),
            List.of(),
            LATER);
    assertThat(read(Days.flat("100000", AT), other, null))
        .isInstanceOfSatisfying(
            Reading.Unknown.class,
            unknown -> assertThat(unknown.fault()).isEqualTo(Fault.ACCOUNT_MISMATCH));
  }

  @Test
  void neverRoundsALossDown() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      BigDecimal last = new BigDecimal(1 + random.nextInt(1_000_000));
      BigDecimal pnl = BigDecimal.valueOf(random.nextInt(4_000_000) - 2_000_000L, 2);
      BigDecimal fraction = DailyLoss.fractionOf(new Money(pnl), new Money(last));
      assertThat(fraction.signum()).isNotNegative();
      assertThat(fraction.multiply(last)).isGreaterThanOrEqualTo(pnl.negate().max(BigDecimal.ZERO));
    }
  }

  private static Reading<DailyLoss> changed(UnaryOperator<Account> change) {
    AccountView before = Days.flat("100000", AT);
    AccountView after =
        new AccountView(change.apply(Days.flat("100000", AT).account()), List.of(), LATER);
    return read(before, after, null);
  }

  private static Account with(
      Account a, String status, Money lastEquity, @Nullable LocalDate asof) {
    return new Account(
        a.id(),
        status,
        a.cash(),
        a.equity(),
        lastEquity,
        asof,
        a.intradayAdjustments(),
        a.buyingPower(),
        false,
        false,
        false);
  }

  private static Reading<DailyLoss> read(
      AccountView earlier, AccountView later, @Nullable Money cashMoves) {
    return DailyLoss.read(
        earlier, later, Days.clock(AT.plus(Duration.ofMinutes(1))), Days.CALENDAR, cashMoves);
  }

  private static DailyLoss seen(Reading<DailyLoss> reading) {
    assertThat(reading).isInstanceOf(Reading.Seen.class);
    return ((Reading.Seen<DailyLoss>) reading).value();
  }

  private static void assertUnknown(Reading<DailyLoss> reading) {
    assertThat(reading).isInstanceOf(Reading.Unknown.class);
  }
}
