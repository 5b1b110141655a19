package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AccountWatchTest extends GuardedWatch {
  @Test
  void cancelsWhatRaisesExposureThenTripsOnADeepFall() {
    rig.buys("140");
    Order entry = rig.rests("late-entry", Side.BUY, "1", "100", true);
    Order exit = rig.rests("take-profit", Side.SELL, "40", "900", false);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    assertThat(told.days.get(0).clean()).isTrue();
    sleep(3_000);
    rig.simulator.control().jump("SPY", -400);
    await(() -> !told.trips.isEmpty());

    TripRequest trip = told.trips.get(0);
    assertThat(trip.requestId()).isEqualTo("trip-K1-1");
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K1);
    assertThat(trip.level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(Objects.requireNonNull(trip.observation()).limit()).isEqualTo("2.00 %");
    assertThat(status(entry)).isEqualTo(OrderStatus.CANCELED);
    assertThat(status(exit)).isEqualTo(OrderStatus.NEW);
    Instant latched = Objects.requireNonNull(told.tripAt);
    assertThat(cancels())
        .singleElement()
        .satisfies(cancel -> {
          assertThat(cancel.path()).endsWith(entry.id());
          assertThat(cancel.wallTime()).isBefore(latched);
        });
    assertThat(told.suspicions.get(told.suspicions.size() - 1).suspected()).isTrue();
    sleep(4_000);
    assertThat(told.trips).hasSize(1);
    assertThat(cancels()).hasSize(1);
    told.handOver();
    assertThat(result()).isEqualTo("hand over");
    assertThat(journalled).isNotEmpty();
  }

  @Test
  void tripsOnAShallowFallOnlyAfterItsConfirmation() {
    rig.buys("140");
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().jump("SPY", -270);
    await(() -> told.suspicions.stream().anyMatch(s -> s.suspected()));
    Instant suspected = Instant.now();
    assertThat(told.trips).isEmpty();
    await(() -> told.trips.stream().anyMatch(t -> t.killSwitch() == KillSwitch.K1));
    assertThat(Duration.between(suspected, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void forgetsAPassingGlitchAndCancelsNothing() {
    rig.buys("140");
    rig.rests("late-entry", Side.BUY, "1", "100", true);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().equityGlitch(new BigDecimal("-2200"));
    await(() -> told.suspicions.stream().anyMatch(s -> s.suspected()));
    rig.simulator.control().equityGlitch(BigDecimal.ZERO);
    await(() -> !told.suspicions.get(told.suspicions.size() - 1).suspected());
    assertThat(told.trips).isEmpty();
    assertThat(cancels()).isEmpty();
  }

  @Test
  void tellsAgainAfterAResetWhatStillStands() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().inject(Fault.always(new Effect.Answer(503, "<html/>", "text/html")));
    await(() -> !told.trips.isEmpty() && lastSuspicion());
    int before = told.suspicions.size();
    told.plan = Told.plan(told.plan.policy(), 2, Ladder.ACTIVE, false, false);
    await(() -> told.suspicions.size() > before && lastSuspicion());
    rig.simulator.control().clearFaults();
    await(() -> !lastSuspicion());
  }

  private boolean lastSuspicion() {
    return !told.suspicions.isEmpty()
        && told.suspicions.get(told.suspicions.size() - 1).suspected();
  }

  @Test
  void refusesEntriesWhileTheBrokerIsSilentAndNeverTakesSilenceForCalm() {
    start(new FailingJournal());
    await(() -> !told.days.isEmpty());
    rig.simulator.control().inject(Fault.always(new Effect.Answer(503, "<html/>", "text/html")));
    await(() -> told.suspicions.stream().anyMatch(s -> s.suspected()));
    await(() -> told.suspicions.stream().anyMatch(s -> s.observation().check() == Check.UNKNOWN));
    sleep(3_000);
    assertThat(told.suspicions.get(told.suspicions.size() - 1).suspected()).isTrue();
    rig.simulator.control().clearFaults();
    await(() -> !told.suspicions.get(told.suspicions.size() - 1).suspected());
  }

  @Test
  void tripsWhileEveryReadFailsAndCancelsTheRestingEntryOnceTheApiIsBack() {
    rig.buys("140");
    Order entry = rig.rests("late-entry", Side.BUY, "1", "100", true);
    Order exit = rig.rests("take-profit", Side.SELL, "40", "900", false);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    sleep(2_000);
    rig.simulator.control().inject(Fault.always(new Effect.Answer(503, "<html/>", "text/html")));
    await(() -> !told.trips.isEmpty());

    TripRequest trip = told.trips.get(0);
    assertThat(trip.requestId()).isEqualTo("trip-K3-1");
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K3);
    assertThat(trip.level()).isEqualTo(TripLevel.STOP);
    assertThat(Objects.requireNonNull(trip.observation()).inputs())
        .containsEntry("held.SPY", "140")
        .containsEntry("unsettled", "0")
        .hasEntrySatisfying(
            "tradingInARow", inARow -> assertThat(Integer.parseInt(inARow)).isBetween(5, 20));
    assertThat(told.suspicions.get(told.suspicions.size() - 1).suspected()).isTrue();
    rig.simulator.control().clearFaults();
    await(() -> status(entry) == OrderStatus.CANCELED);
    assertThat(status(exit)).isEqualTo(OrderStatus.NEW);
    await(() -> !told.suspicions.get(told.suspicions.size() - 1).suspected());
    assertThat(told.trips).hasSize(1);
    assertThat(rig.http.positions().orThrow()).hasSize(1);
  }

  @Test
  void aReflexThatJoinsAHaltWithoutOneIsCarriedToItsEnd() {
    rig.buys("140");
    Order entry = rig.rests("late-entry", Side.BUY, "1", "100", true);
    start(new Recording());
    await(() -> !told.days.isEmpty());
    // Stopped by hand, which cancels nothing.
    told.plan = Told.plan(told.plan.policy(), 1, Ladder.HALTED, false, false);
    sleep(2_000);
    assertThat(status(entry)).isEqualTo(OrderStatus.NEW);
    rig.simulator.control().inject(Fault.always(new Effect.Answer(503, "<html/>", "text/html")));
    await(() -> told.trips.stream().anyMatch(t -> t.killSwitch() == KillSwitch.K3));
    rig.simulator.control().clearFaults();
    await(() -> status(entry) == OrderStatus.CANCELED);
  }

  @Test
  void whatIsHeldWhileTheAccountIsLockedFlatIsToldForAsLongAsItIs() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    told.plan = Told.plan(told.plan.policy(), 1, Ladder.FLAT_LOCKED, true, false);
    rig.buys("10");
    await(() -> !told.trips.isEmpty());
    TripRequest trip = told.trips.get(0);
    assertThat(trip.requestId()).startsWith("flat-again-1-");
    assertThat(trip.level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(trip.reason()).contains("not flat any more", "10 SPY");
  }

  @Test
  void tellsOfAJumpOfTheClockAndOfTheNewDay() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    sleep(2_500);
    rig.simulator.control().nextOpen();
    await(() -> !told.clocks.isEmpty());
    await(() -> told.days.stream().map(d -> d.session().day()).distinct().count() == 2);
  }
}
