package io.tripline.workflows.killswitch;

import static io.tripline.workflows.killswitch.Days.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountStateSwitchTest {
  private final AccountStateSwitch switches = new AccountStateSwitch();
  private Scope scope = Scope.EVERYTHING;
  private Set<KillSwitch> stands = Set.of();
  private int epoch = 1;
  private Instant at = TEN;

  @Test
  void aSoundAccountLiftsWhatTheWatchBeforeLeftBehindAndThenSaysNothing() {
    assertThat(look(sound())).isEmpty();
    assertThat(look(sound())).isEmpty();
    assertThat(look(sound())).singleElement().isInstanceOf(SwitchStep.Lift.class);
    assertThat(look(sound())).isEmpty();
  }

  @Test
  void equityThatDoesNotAddUpBlocksEntriesAtOnceAndHaltsAfterAMinute() {
    AccountView odd = view("ACTIVE", "97500", "35000", held("100", "650"));
    List<SwitchStep> first = look(odd);
    assertThat(first).singleElement().isInstanceOf(SwitchStep.Suspect.class);
    assertThat(first.get(0).observation().killSwitch()).isEqualTo(KillSwitch.K7);
    for (int i = 0; i < 14; i++) {
      assertThat(look(odd)).isEmpty();
    }
    assertThat(look(odd))
        .singleElement()
        .isInstanceOfSatisfying(
            SwitchStep.Trip.class,
            trip -> {
              assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K7);
              assertThat(trip.observation().reading()).isEqualTo("off by -$2500.00");
              assertThat(trip.observation().inputs()).containsEntry("held.SPY", "100");
            });
  }

  @Test
  void oneViewThatAddsUpStartsTheMinuteAnew() {
    AccountView odd = view("ACTIVE", "97500", "35000", held("100", "650"));
    for (int i = 0; i < 14; i++) {
      look(odd);
    }
    look(sound());
    assertThat(look(odd)).isEmpty();
    assertThat(look(odd)).isEmpty();
  }

  @Test
  void aFewDollarsInMarksAreNoBreach() {
    assertThat(look(view("ACTIVE", "100019.99", "35000", held("100", "650")))).isEmpty();
    assertThat(look(view("ACTIVE", "100020.01", "35000", held("100", "650")))).hasSize(1);
  }

  @Test
  void anOptionCountsByItsContract() {
    Position call =
        new Position(
            new Symbol("SPY270115C00650000"),
            Quantity.of("10"),
            Quantity.of("10"),
            Price.of("60"),
            Price.of("65"),
            Price.of("60"),
            Money.of("65000"));
    assertThat(look(view("ACTIVE", "100000", "35000", List.of(call)))).isEmpty();
  }

  /** What is not traded any more may have no mark; nobody knows then what the account comes to. */
  @Test
  void whatHasNoPriceIsNeitherABreachNorItsEnd() {
    Position delisted =
        new Position(
            new Symbol("GONE"),
            Quantity.of("10"),
            Quantity.of("10"),
            Price.of("60"),
            Price.ZERO,
            Price.ZERO,
            Money.ZERO);
    AccountView view = view("ACTIVE", "97500", "35000", List.of(delisted));
    for (int i = 0; i < 20; i++) {
      assertThat(look(view)).isEmpty();
    }
    assertThat(
            switches.read(
                new Reading.Seen<>(view, TEN),
                new AccountStateSwitch.Moment(scope, epoch, stands, Map.of(), TEN, TEN)))
        .filteredOn(seen -> seen.check() == Check.UNKNOWN)
        .extracting(Observation::killSwitch)
        .containsExactlyInAnyOrder(KillSwitch.K7, KillSwitch.K9);
  }

  @Test
  void aShortPositionHaltsAtTheThirdView() {
    AccountView shorted = view("ACTIVE", "100000", "106500", held("-10", "650"));
    assertThat(look(shorted)).singleElement().isInstanceOf(SwitchStep.Suspect.class);
    assertThat(look(shorted)).isEmpty();
    assertThat(look(shorted))
        .singleElement()
        .isInstanceOfSatisfying(
            SwitchStep.Trip.class,
            trip -> {
              assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K9);
              assertThat(trip.observation().reading()).isEqualTo("-10 SPY");
            });
  }

  @Test
  void whatIsHeldOutsideTheScopeIsNotJudged() {
    scope = new Scope(List.of(new Symbol("QQQ")));
    AccountView shorted = view("ACTIVE", "100000", "106500", held("-10", "650"));
    for (int i = 0; i < 5; i++) {
      assertThat(trips(look(shorted))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"156, false", "157, true"})
  void moreThanTheEquityAndTwoPercentIsBorrowedMoney(int shares, boolean breach) {
    Money cash = Money.of("100000").minus(Money.of(String.valueOf(shares * 650)));
    AccountView view =
        view("ACTIVE", "100000", cash.amount().toPlainString(), held("" + shares, "650"));
    look(view);
    look(view);
    assertThat(trips(look(view))).isEqualTo(breach ? List.of(KillSwitch.K9) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE,           true,  false, account-1, trading_blocked is set",
    "ACTIVE,           false, true,  account-1, account_blocked is set",
    "ACCOUNT_UPDATED,  false, false, account-1, status ACCOUNT_UPDATED",
    "ACTIVE,           false, false, account-2, 'the account''s id changed: a paper reset, or other keys'"
  })
  void whatTheBrokerRestrictsHaltsAtTheFirstView(
      String status, boolean trading, boolean all, String id, String reading) {
    look(sound());
    List<SwitchStep> steps = look(account(id, status, trading, all));
    assertThat(trips(steps)).containsExactly(KillSwitch.K17);
    assertThat(steps.get(steps.size() - 1).observation().reading()).isEqualTo(reading);
  }

  @Test
  void tradingThatSomebodySuspendedAtTheBrokerIsAManualTrip() {
    AccountView suspended = suspended();
    assertThat(trips(look(suspended))).isEmpty();
    assertThat(trips(look(suspended))).isEmpty();
    assertThat(trips(look(suspended))).containsExactly(KillSwitch.K13);
    assertThat(readsSuspension(suspended, false)).isEqualTo(Check.FAIL);
  }

  @Test
  void aSuspensionOfTheGuardsOwnReadsClean() {
    AccountView ours = suspended();
    assertThat(readsSuspension(ours, true)).isEqualTo(Check.PASS);
  }

  @Test
  void tripsOncePerEpochAndAgainAfterAReset() {
    AccountView blocked = account("account-1", "ACTIVE", true, false);
    assertThat(trips(look(blocked))).containsExactly(KillSwitch.K17);
    stands = Set.of(KillSwitch.K17);
    assertThat(look(blocked)).isEmpty();
    epoch = 2;
    stands = Set.of();
    assertThat(trips(look(blocked))).containsExactly(KillSwitch.K17);
  }

  @Test
  void anUnknownViewClearsNothingAndIsNotClean() {
    AccountView shorted = view("ACTIVE", "100000", "106500", held("-10", "650"));
    look(shorted);
    look(shorted);
    assertThat(unknown()).isEmpty();
    assertThat(trips(look(shorted))).containsExactly(KillSwitch.K9);
    stands = Set.of(KillSwitch.K9);
    look(sound());
    look(sound());
    unknown();
    assertThat(look(sound())).isEmpty();
    assertThat(look(sound())).isEmpty();
    assertThat(look(sound())).singleElement().isInstanceOf(SwitchStep.Lift.class);
  }

  private List<SwitchStep> unknown() {
    return switches.on(new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "503"), moment());
  }

  private List<SwitchStep> look(AccountView view) {
    return switches.on(new Reading.Seen<>(view, at), moment());
  }

  private AccountStateSwitch.Moment moment() {
    at = at.plusSeconds(4);
    return new AccountStateSwitch.Moment(scope, epoch, stands, Map.of("held.SPY", "100"), at, at);
  }

  private Check readsSuspension(AccountView view, boolean ours) {
    AccountStateSwitch.Moment moment =
        new AccountStateSwitch.Moment(scope, epoch, stands, Map.of(), at, at, ours);
    return switches.read(new Reading.Seen<>(view, at), moment).stream()
        .filter(seen -> seen.killSwitch() == KillSwitch.K13)
        .findFirst()
        .orElseThrow()
        .check();
  }

  private static AccountView suspended() {
    Account usual = sound().account();
    return new AccountView(
        new Account(
            usual.id(),
            usual.status(),
            usual.cash(),
            usual.equity(),
            usual.lastEquity(),
            usual.balanceAsof(),
            usual.intradayAdjustments(),
            usual.buyingPower(),
            false,
            false,
            true),
        sound().positions(),
        TEN);
  }

  private static List<KillSwitch> trips(List<SwitchStep> steps) {
    List<KillSwitch> trips = new ArrayList<>();
    for (SwitchStep step : steps) {
      if (step instanceof SwitchStep.Trip trip) {
        trips.add(trip.killSwitch());
      }
    }
    return trips;
  }

  private static AccountView sound() {
    return view("ACTIVE", "100000", "35000", held("100", "650"));
  }

  private static AccountView view(
      String status, String equity, String cash, List<Position> positions) {
    return new AccountView(
        account("account-1", status, equity, cash, false, false), positions, TEN);
  }

  private static AccountView account(String id, String status, boolean trading, boolean all) {
    return new AccountView(account(id, status, "100000", "100000", trading, all), List.of(), TEN);
  }

  private static Account account(
      String id, String status, String equity, String cash, boolean trading, boolean all) {
    return new Account(
        id,
        status,
        Money.of(cash),
        Money.of(equity),
        Money.of("100000"),
        LocalDate.of(2026, 11, 20),
        Money.of("0"),
        Money.of("200000"),
        trading,
        all,
        false);
  }

  private static List<Position> held(String quantity, String price) {
    return List.of(Days.spy(quantity, price));
  }
}
