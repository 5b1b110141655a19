package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.held;
import static io.tripline.workflows.guard.GuardWorld.noon;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.guard.SomebodysOrder.resting;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the API-error switch does to the account, and what its reset demands. */
class AccountGuardApiErrorsTest {
  private static final String INCIDENT = "incident-paper-api-errors-2026-11-16-1";
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void latchesTheHaltAndClosesNothing() {
    AccountGuard guard = tripped();
    run.eventually(() -> run.world().dispatched.contains("declare " + INCIDENT));
    run.env().sleep(Duration.ofMinutes(5));
    GuardStatus status = guard.status();
    assertThat(status.ladder()).isEqualTo(Ladder.HALTED);
    assertThat(Objects.requireNonNull(status.trip()).level()).isEqualTo(TripLevel.STOP);
    assertThat(run.world().flattens).isEmpty();
    assertThat(guard.watchPlan().reflexWanted()).isTrue();
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Refused.class);
  }

  @Test
  void anExitStillPasses() {
    AccountGuard guard = tripped();
    PermitRequest exit =
        new PermitRequest(
            "x1",
            ACCOUNT,
            "session-paper-2026-11-16",
            new OrderIntent(SPY, Side.SELL, Quantity.of("10"), null, false),
            false);
    assertThat(guard.permit(exit)).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void theSameOutageSeenByTwoProcessesIsOneTrip() {
    AccountGuard guard = tripped();
    TripAnswer again = guard.trip(outage("trading worker"));
    assertThat(again.incident()).isEqualTo(INCIDENT);
    assertThat(again.epoch()).isEqualTo(1);
    assertThat(run.world().dispatched.stream().filter(each -> each.startsWith("declare")))
        .hasSize(1);
  }

  @Test
  void neverResetsByItself() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    RunningGuard.assertRefused(() -> guard.reset(reset(true)), Fault.NOT_READY);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.HALTED);
  }

  @Test
  void peopleResetItWithThePositionThatWasThereAndStartNoSecondSession() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().positions = List.of(held(10));
    run.world().openOrders = List.of(resting(Side.SELL));
    ResetAnswer answer = guard.reset(reset(false));
    assertThat(answer.ladder()).isEqualTo(Ladder.PROBATION);
    assertThat(run.world().flattens).isEmpty();
    run.env().sleep(Duration.ofSeconds(5));
    // The guard started the day's session before the trip; the reset starts none.
    assertThat(run.world().dispatched.stream().dropWhile(each -> !each.startsWith("declare")))
        .noneMatch(each -> each.startsWith("session"));
  }

  @Test
  void noResetWhileASwitchDoesNotReadClean() {
    AccountGuard guard = tripped();
    run.world().positions = List.of(held(10));
    RunningGuard.assertRefused(() -> guard.reset(reset(false)), Fault.NOT_READY);
    clean(guard);
    assertThat(guard.reset(reset(false)).epoch()).isEqualTo(2);
  }

  @Test
  void noResetWhileAnEntryOrderRests() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().openOrders = List.of(resting(Side.BUY));
    RunningGuard.assertRefused(() -> guard.reset(reset(false)), Fault.NOT_READY);
  }

  @Test
  void whatAnOrderOnItsWayAtTheTripBoughtIsExplained() {
    AccountGuard guard = run.active();
    ClientOrderId order = RunningGuard.granted(RunningGuard.permit(guard, "r1"));
    guard.suspect(new Suspicion(true, observation(Check.FAIL)));
    guard.trip(outage("watch"));
    guard.settle(new Settlement(ACCOUNT, order, Settlement.Outcome.ENDED, "filled"));
    clean(guard);
    run.world().positions = List.of(held(11));
    assertThat(guard.reset(reset(false)).epoch()).isEqualTo(2);
  }

  @Test
  void noResetWithMoreThanWasHeldAtTheTrip() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().positions = List.of(held(11));
    RunningGuard.assertRefused(() -> guard.reset(reset(false)), Fault.NOT_READY);
    run.world().positions = List.of(held(9));
    assertThat(guard.reset(reset(false)).epoch()).isEqualTo(2);
  }

  @Test
  void noResetOfAShortPosition() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().positions = List.of(held(-1));
    RunningGuard.assertRefused(() -> guard.reset(reset(false)), Fault.NOT_READY);
  }

  @Test
  void noResetWhileTheBrokerCannotBeRead() {
    AccountGuard guard = tripped();
    clean(guard);
    run.world().brokerDown = true;
    RunningGuard.assertRefused(() -> guard.reset(reset(false)), Fault.NOT_READY);
  }

  @Test
  void anOutageAndItsResetReplay() throws Exception {
    AccountGuard guard = tripped();
    clean(guard);
    guard.reset(reset(false));
    run.eventually(() -> guard.status().ladder() == Ladder.PROBATION);
    run.replays("api-errors-reset");
  }

  private AccountGuard tripped() {
    AccountGuard guard = run.active();
    guard.suspect(new Suspicion(true, observation(Check.FAIL)));
    guard.trip(outage("watch"));
    return guard;
  }

  private static void clean(AccountGuard guard) {
    guard.suspect(new Suspicion(false, observation(Check.PASS)));
  }

  static TripRequest outage(String by) {
    return new TripRequest(
        ACCOUNT, "trip-K3-1", KillSwitch.K3, null, observation(Check.FAIL), by, null, null);
  }

  private static Observation observation(Check check) {
    return new Observation(
        KillSwitch.K3,
        check,
        "5 in a row: trading calls failed",
        "5 in a row",
        Map.of(
            "lastFailure", "HTTP 503", Observation.HELD + "SPY", "10", Observation.UNSETTLED, "0"),
        noon(MONDAY).now(),
        Instant.parse("2026-11-16T17:00:00Z"));
  }

  private static ResetRequest reset(boolean automatic) {
    return new ResetRequest(
        "reset-" + automatic + System.nanoTime(),
        ACCOUNT,
        1,
        INCIDENT,
        automatic ? List.of() : List.of("alice", "bob"),
        "the API answers again",
        automatic,
        null,
        null);
  }
}
