package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account that is locked flat and buys again: another program is faster than the cancels. */
class AfterFlatTest {
  private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");
  private static final WatchPlan LOCKED = plan(Ladder.FLAT_LOCKED);

  private final AfterFlat after = new AfterFlat();

  @Test
  void whatIsHeldForTwentySecondsIsToldAndOnceAMinute() {
    assertThat(look("5", LOCKED, 0)).isEmpty();
    assertThat(look("5", LOCKED, 5)).isEmpty();
    assertThat(look("5", LOCKED, 10)).isEmpty();
    assertThat(look("5", LOCKED, 15)).isEmpty();
    assertThat(look("5", LOCKED, 20))
        .hasValueSatisfying(seen -> {
          assertThat(seen.killSwitch()).isEqualTo(KillSwitch.K9);
          assertThat(seen.reading()).isEqualTo("5 SPY");
          assertThat(seen.inputs()).containsEntry("held.SPY", "5");
        });
    assertThat(look("5", LOCKED, 25)).isEmpty();
    assertThat(look("5", LOCKED, 79)).isEmpty();
    assertThat(look("5", LOCKED, 80)).isPresent();
  }

  /** What was sold may be shown for some seconds more. */
  @Test
  void aLatePositionIsNone() {
    for (int at = 0; at < 18; at += 4) {
      assertThat(look("5", LOCKED, at)).isEmpty();
    }
    assertThat(look("0", LOCKED, 20)).isEmpty();
    assertThat(look("5", LOCKED, 24)).isEmpty();
  }

  @Test
  void onlyAnAccountThatIsLockedFlatIsLookedAt() {
    for (int at = 0; at < 120; at += 4) {
      assertThat(look("5", plan(Ladder.HALTED), at)).isEmpty();
      assertThat(look("5", plan(Ladder.ACTIVE), at)).isEmpty();
    }
  }

  private Optional<Observation> look(String held, WatchPlan plan, int second) {
    Instant now = NOON.plus(Duration.ofSeconds(second));
    Quantity shares = Quantity.of(held);
    Price price = Price.of("600");
    Account account =
        new Account(
            "account-1",
            "ACTIVE",
            Money.of("1"),
            Money.of("1"),
            Money.of("1"),
            LocalDate.of(2026, 11, 19),
            Money.ZERO,
            Money.of("1"),
            false,
            false,
            false);
    List<Position> positions =
        List.of(
            new Position(new Symbol("SPY"), shares, shares, price, price, price, Money.of("1")));
    return after.look(new AccountView(account, positions, now), plan, now, now);
  }

  private static WatchPlan plan(Ladder ladder) {
    return Told.plan(Rig.policy(Duration.ofSeconds(4)), 1, ladder, true, false);
  }
}
