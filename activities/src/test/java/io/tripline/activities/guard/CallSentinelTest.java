package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trading worker's own calls, beside a watch that sees nothing wrong. */
class CallSentinelTest {
  private final Rig rig = new Rig();
  private final Told told = new Told(Rig.policy(Duration.ofSeconds(4)));
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  @AfterEach
  void close() {
    temporal.close();
    rig.close();
  }

  @Test
  void tripsTheGuardOnceByItsOwnFailedCalls() throws InterruptedException {
    guard();
    try (CallSentinel sentinel =
        new CallSentinel(rig.accounts, temporal.getWorkflowClient(), InstantSource.system())) {
      rig.http.account();
      Thread.sleep(1_500);
      assertThat(told.trips).isEmpty();
      rig.simulator.control().inject(Fault.always(new Effect.Answer(500, "<html/>", "text/html")));
      for (int i = 0; i < 7; i++) {
        rig.http.openOrders();
      }
      Instant end = Instant.now().plusSeconds(20);
      while (told.trips.isEmpty() && Instant.now().isBefore(end)) {
        Thread.sleep(100);
      }
      Thread.sleep(2_500);
      assertThat(sentinel).isNotNull();
    }
    assertThat(told.trips)
        .singleElement()
        .matches(trip -> trip.killSwitch() == KillSwitch.K3)
        .matches(trip -> trip.level() == TripLevel.STOP)
        .matches(trip -> "trip-K3-1".equals(trip.requestId()))
        .matches(trip -> "trading worker".equals(trip.by()));
  }

  /** Whoever starts a guard an hour later is not halted by what was then. */
  @Test
  void anOldTripIsNotToldToANewGuard() {
    guard();
    AtomicInteger later = new AtomicInteger();
    try (GuardLine line =
        new GuardLine(temporal.getWorkflowClient(), AccountGuard.idOf(Rig.ACCOUNT))) {
      CallSentinel.Sight sight = untaken(line, later);
      later.set(301);
      sight.look();
      begin();
      later.set(310);
      sight.look();
      assertThat(told.trips).isEmpty();
    }
  }

  /** Nothing is called any more that would show the breach again. */
  @Test
  void aTripThatNoGuardTookIsToldAgain() {
    guard();
    AtomicInteger later = new AtomicInteger();
    try (GuardLine line =
        new GuardLine(temporal.getWorkflowClient(), AccountGuard.idOf(Rig.ACCOUNT))) {
      CallSentinel.Sight sight = untaken(line, later);
      begin();
      sight.look();
      assertThat(told.trips).as("not at once again").isEmpty();
      later.set(6);
      sight.look();
      assertThat(told.trips).singleElement().matches(t -> t.killSwitch() == KillSwitch.K3);
      later.set(12);
      sight.look();
      assertThat(told.trips).hasSize(1);
    }
  }

  /** A trip that was told to a guard that is not there. */
  private CallSentinel.Sight untaken(GuardLine line, AtomicInteger later) {
    CallSentinel.Sight sight =
        new CallSentinel.Sight(
            Rig.ACCOUNT, rig.http.calls(), line, () -> Instant.now().plusSeconds(later.get()));
    rig.simulator.control().inject(Fault.always(new Effect.Answer(500, "<html/>", "text/html")));
    rig.http.openOrders();
    sight.look();
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(AccountGuard.idOf(Rig.ACCOUNT))
        .terminate("as if it were away");
    for (int i = 0; i < 7; i++) {
      rig.http.openOrders();
    }
    sight.look();
    assertThat(told.trips).isEmpty();
    return sight;
  }

  private void guard() {
    Worker worker = temporal.newWorker("response");
    worker.registerWorkflowImplementationFactory(AccountGuard.class, () -> new WatchedGuard(told));
    temporal.start();
    begin();
  }

  private void begin() {
    AccountGuard guard =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                AccountGuard.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue("response")
                    .setWorkflowId(AccountGuard.idOf(Rig.ACCOUNT))
                    .build());
    WorkflowClient.start(guard::run, new GuardStart(Rig.ACCOUNT, null, null));
  }
}
