package io.tripline.workflows.reconciliation;

import static io.tripline.workflows.reconciliation.Weeks.ACCOUNT;
import static io.tripline.workflows.reconciliation.Weeks.SATURDAY;
import static io.tripline.workflows.reconciliation.Weeks.WEEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.reconciliation.Finding.Kind;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.slippage.Fills;
import io.tripline.workflows.slippage.SlippageLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private final Weeks weeks = Weeks.agreeing();

  private List<Kind> orders() {
    return orders(SATURDAY);
  }

  private List<Kind> orders(Instant now) {
    return new OrderComparison(
            WEEK,
            now,
            Scope.EVERYTHING,
            new Broker.DayOrders(weeks.orders, weeks.fills),
            weeks.booked)
        .findings().stream().map(Finding::kind).toList();
  }

  @Test
  void whatAgreesFindsNothing() {
    assertThat(orders()).isEmpty();
  }

  @Test
  void anOrderOfNobodyWeKnowIsForeign() {
    weeks.orders.add(Weeks.order("somebody-else", Side.BUY, "0", OrderStatus.CANCELED));
    assertThat(orders()).containsExactly(Kind.FOREIGN_ORDER);
  }

  @Test
  void anOrderOfOursThatTheJournalLostIsTold() {
    weeks.booked.clear();
    assertThat(orders()).containsExactly(Kind.ORDER_NOT_IN_JOURNAL);
  }

  @Test
  void aFillThatTheJournalDoesNotKnowIsTold() {
    weeks.booked.set(0, Weeks.booked("cafe0123-1", "UNRESOLVED", null, ""));
    assertThat(orders()).containsExactly(Kind.FILL_NOT_IN_JOURNAL);
  }

  @Test
  void anotherQuantityAndAnotherPriceAreTold() {
    weeks.booked.set(0, Weeks.booked("cafe0123-1", "FILLED", "9", "600"));
    assertThat(orders()).containsExactly(Kind.QUANTITY_DIFFERS);
    weeks.booked.set(0, Weeks.booked("cafe0123-1", "FILLED", "10", "600.01"));
    assertThat(orders()).containsExactly(Kind.PRICE_DIFFERS);
    weeks.booked.set(0, Weeks.booked("cafe0123-1", "FILLED", "10", "600.0004"));
    assertThat(orders()).isEmpty();
  }

  @Test
  void executionsThatDoNotAddUpAreTold() {
    weeks.fills.clear();
    assertThat(orders()).containsExactly(Kind.EXECUTIONS_DIFFER);
  }

  @Test
  void anOrderThatOnlyTheJournalKnowsIsToldUnlessItNeverArrived() {
    weeks.booked.add(Weeks.booked("cafe0123-2", "INTENDED", null, ""));
    weeks.booked.add(Weeks.booked("cafe0123-3", "REFUSED", null, ""));
    weeks.booked.add(Weeks.booked("cafe0123-4", "FILLED", "1", "600"));
    assertThat(orders()).containsExactly(Kind.ORDER_NOT_AT_BROKER, Kind.ORDER_NOT_AT_BROKER);
  }

  @Test
  void anOrderThatItsSessionStillFollowsIsNoDifferenceYet() {
    BookedOrder sent = Weeks.booked("cafe0123-1", "INTENDED", null, "");
    weeks.booked.set(0, sent);
    weeks.booked.add(Weeks.booked("cafe0123-2", "INTENDED", null, ""));
    assertThat(orders(sent.at().plusSeconds(1_799)))
        .containsExactly(Kind.UNDER_WAY, Kind.UNDER_WAY);
    // The broker's clock was read a moment before the journal.
    assertThat(orders(sent.at().minusSeconds(5))).containsExactly(Kind.UNDER_WAY, Kind.UNDER_WAY);
    // A time that can't be compared with the market's is no excuse.
    for (long seconds : new long[] {1_800, -1_800}) {
      assertThat(orders(sent.at().plusSeconds(seconds)))
          .containsExactly(Kind.FILL_NOT_IN_JOURNAL, Kind.ORDER_NOT_AT_BROKER);
    }
  }

  @Test
  void anOrderThatRestsIsTold() {
    weeks.orders.add(Weeks.order("cafe0123-5", Side.SELL, "0", OrderStatus.NEW));
    weeks.booked.add(Weeks.booked("cafe0123-5", "INTENDED", null, ""));
    assertThat(orders()).containsExactly(Kind.STILL_OPEN);
  }

  @Test
  void symbolsOutsideTheScopeAreNobodysBusiness() {
    assertThat(
            new OrderComparison(
                    WEEK,
                    SATURDAY,
                    new Scope(List.of(new Symbol("QQQ"))),
                    new Broker.DayOrders(weeks.orders, weeks.fills),
                    List.of())
                .findings())
        .isEmpty();
  }

  private List<Kind> balance(String cash, String held) {
    Balance opening = java.util.Objects.requireNonNull(weeks.opening);
    Balance closing =
        new Balance(
            SATURDAY,
            Money.of(cash),
            Money.of("100000"),
            List.of(new Balance.Held(Weeks.SPY, Quantity.of(held))));
    return BalanceComparison.of(opening, closing, weeks.fills, Scope.EVERYTHING).stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void positionsAndCashFollowFromTheExecutions() {
    assertThat(balance("94000.5", "10")).isEmpty();
    assertThat(balance("94000", "11")).containsExactly(Kind.POSITION_DIFFERS);
    assertThat(balance("93990", "10")).containsExactly(Kind.CASH_DIFFERS);
  }

  @Test
  void aDayWithoutADecisionIsMissedAndANoteOnly() {
    weeks.sessions.removeIf(each -> each.day().text().equals("2026-11-18"));
    weeks.sessions.removeIf(each -> each.day().text().equals("2026-11-19"));
    weeks.sessions.add(Weeks.session("2026-11-19", "DROPPED"));
    List<Finding> missed =
        DueSessions.missed(WEEK, Weeks.calendar(), SATURDAY, Instant.EPOCH, weeks.sessions);
    assertThat(missed).extracting(Finding::subject).containsExactly("2026-11-18", "2026-11-19");
    assertThat(missed).extracting(Finding::severity).containsOnly(Severity.P3);
  }

  @Test
  void aDayThatIsNotOverOrBeforeTheJournalIsNotMissed() {
    Instant begun = Instant.parse("2026-11-18T22:00:00Z");
    Instant now = Instant.parse("2026-11-20T18:00:00Z");
    assertThat(DueSessions.missed(WEEK, Weeks.calendar(), now, begun, List.of()))
        .extracting(Finding::subject)
        .containsExactly("2026-11-19");
  }

  @Test
  void aCalendarThatDoesNotReachBackIsUnknownAndNotClean() {
    assertThat(
            DueSessions.missed(
                TradingWeek.parse("2026-W40"),
                Weeks.calendar(),
                SATURDAY,
                Instant.EPOCH,
                List.of()))
        .extracting(Finding::kind)
        .containsExactly(Kind.UNKNOWN);
  }

  @Test
  void theWeeksSlippageIsComparedWithTheBaseline() {
    assertThat(slippage("12", 6)).startsWith("INVESTIGATE: mean 12.0 bps is beyond 10 (n = 6)");
    assertThat(slippage("12", 2)).contains("on too few fills to prove it (n = 2)");
    assertThat(slippage("7", 6)).isEqualTo("above the baseline (n = 6)");
    assertThat(slippage("1", 6)).isEqualTo("as expected (n = 6)");
    assertThat(WeekSlippage.of(List.of(Fills.unusable(1)), SlippageLimits.DEFAULT).verdict())
        .isEqualTo("no usable fill");
  }

  private static String slippage(String bps, int fills) {
    return WeekSlippage.of(
            IntStream.rangeClosed(1, fills).mapToObj(n -> Fills.fill(n, bps)).toList(),
            SlippageLimits.DEFAULT)
        .verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-W47",
    "2026-W47, 2026-W47",
    "2026-11-21, 2026-W48",
    "2026-11-22, 2026-W48",
    "2027-01-02, 2027-W01",
    "2027-01-01, 2026-W53",
    "2026-W01, 2026-W01",
    "2025-12-29, 2026-W01"
  })
  void aWeekIsWrittenAsTheStandardDoes(String text, String week) {
    assertThat(TradingWeek.parse(text).text()).isEqualTo(week);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "47", "2026-W00", "2026-W54", "2025-W53", "2026-13-01", "W47"})
  void whatIsNoWeekIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> TradingWeek.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-W47");
  }

  @Test
  void aWeekBeginsAndEndsAtMidnightInNewYork() {
    assertThat(WEEK.monday()).isEqualTo(LocalDate.parse("2026-11-16"));
    assertThat(WEEK.from()).isEqualTo(Instant.parse("2026-11-14T05:00:00Z"));
    assertThat(WEEK.contains(WEEK.to())).isFalse();
  }

  @Test
  void textOfOthersBecomesNoMarkup() {
    Finding finding = Kind.FOREIGN_ORDER.of("a`b", "<b>**x**\n# heading");
    Reconciliation found =
        new Reconciliation(
            1,
            ACCOUNT,
            WEEK,
            true,
            true,
            SATURDAY,
            SATURDAY,
            "anna",
            0,
            0,
            null,
            null,
            WeekSlippage.of(List.of(), SlippageLimits.DEFAULT),
            List.of(finding),
            List.of(),
            List.of());
    assertThat(ReconciliationText.of(found))
        .contains("- **P2** FOREIGN_ORDER `a b`: b   x   # heading\n")
        .doesNotContain("\n# heading");
  }
}
