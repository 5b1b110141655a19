package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.exchange.AccountFlags;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.account.Trader;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.arming.ArmingPlan;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the broker itself says of the account: flags, blocks, refused keys, too many requests. */
class AccountWatchFlagsTest extends GuardedWatch {
  @Test
  void aHaltedAccountOfOthersHasTheirOpeningOrdersCancelledAsTheyAppearInScopeOnly() {
    told.plan = haltedOfOthers("QQQ");
    rig.buys("10");
    Order exit = rig.rests("take-profit", Side.SELL, "10", "900", false);
    Order first = rig.rests("bot-1", Side.BUY, "1", "100", true);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    sleep(4_000);
    assertThat(status(first)).isEqualTo(OrderStatus.NEW);
    told.plan = haltedOfOthers("SPY");
    await(() -> status(first) == OrderStatus.CANCELED);
    Order second = rig.rests("bot-2", Side.BUY, "1", "100", true);
    await(() -> status(second) == OrderStatus.CANCELED);
    Order third = rig.rests("bot-3", Side.BUY, "2", "100", true);
    await(() -> status(third) == OrderStatus.CANCELED);
    assertThat(status(exit)).isEqualTo(OrderStatus.NEW);
  }

  @Test
  void aSuspensionOfTheGuardsOwnIsNoManualTripAndASomebodysIs() {
    rig.http.suspendTrade(true).orThrow();
    told.plan = Told.armed(told.plan, new ArmingPlan(true, true, true, null));
    start(new Recording());
    await(() -> !told.days.isEmpty());
    sleep(5_000);
    assertThat(told.trips).isEmpty();
    told.plan = Told.armed(told.plan, ArmingPlan.NONE);
    await(() -> !told.trips.isEmpty());
    assertThat(told.trips.get(0).killSwitch()).isEqualTo(KillSwitch.K13);
  }

  @Test
  void theFlagsAreComparedWithWhatTheGuardHasSet() {
    told.plan = Told.armed(told.plan, new ArmingPlan(true, false, false, null));
    rig.http.configure(FlagsChange.LONG_ONLY).orThrow();
    start(new Recording());
    await(() -> !told.flags.isEmpty());
    assertThat(told.flags.get(0).check()).isEqualTo(Check.PASS);
  }

  @Test
  void tripsAtTheFirstRefusalOfTheKeys() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().inject(Fault.always(new Effect.Unauthorized()));
    await(() -> !told.trips.isEmpty());
    assertThat(Objects.requireNonNull(told.trips.get(0).observation()).reading())
        .contains("keys refused");
  }

  @Test
  void whatTheBrokerBlocksTripsAtTheFirstViewAndCancelsWhatCouldRaiseExposure() {
    rig.buys("140");
    Order entry = rig.rests("late-entry", Side.BUY, "1", "100", true);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator
        .control()
        .flags(old ->
            new AccountFlags(
                old.status(), true, false, old.suspendBlocksCloses(), old.equityGlitch()));
    await(() -> !told.trips.isEmpty());
    TripRequest trip = told.trips.get(0);
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K17);
    assertThat(trip.level()).isEqualTo(TripLevel.STOP);
    assertThat(Objects.requireNonNull(trip.observation()).inputs())
        .containsEntry("tradingBlocked", "true")
        .containsEntry("held.SPY", "140");
    await(() -> status(entry) == OrderStatus.CANCELED);
    assertThat(rig.http.positions().orThrow()).hasSize(1);
  }

  @Test
  void throttlingIsNoOutage() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().inject(Fault.always(new Effect.RateLimited()));
    sleep(8_000);
    assertThat(told.trips).isEmpty();
  }

  private static WatchPlan haltedOfOthers(String scope) {
    AccountPolicy policy =
        new AccountPolicy(
                Rig.ACCOUNT,
                Environment.SIMULATOR,
                new Scope(List.of(new Symbol(scope))),
                Limits.DEFAULT,
                SessionPolicy.DEFAULT,
                ApprovalPolicy.of(List.of(new Approver("alice"))),
                List.of(),
                Duration.ofHours(1),
                true,
                true,
                "test",
                true,
                "",
                "default")
            .with(new Ownership(Trader.OTHER, ArmingChoice.OFF));
    return Told.plan(policy, 1, Ladder.HALTED, true, true);
  }
}
