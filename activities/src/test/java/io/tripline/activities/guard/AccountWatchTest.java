package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.simulator.exchange.AccountFlags;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountWatchTest {
  private static final String QUEUE = "response";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final WatchPace BRISK =
      new WatchPace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  private final Rig rig = new Rig();
  private final Told told = new Told(Rig.policy(Duration.ofSeconds(4)));
  private final List<Journal.Entries> journalled = new CopyOnWriteArrayList<>();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  @AfterEach
  void close() {
    temporal.close();
    rig.close();
  }

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

  @Test
  void tellsOfAJumpOfTheClockAndOfTheNewDay() {
    start(new Recording());
    await(() -> !told.days.isEmpty());
    sleep(2_500);
    rig.simulator.control().nextOpen();
    await(() -> !told.clocks.isEmpty());
    await(() -> told.days.stream().map(d -> d.session().day()).distinct().count() == 2);
  }

  private void start(Journal journal) {
    Worker worker =
        temporal.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build());
    worker.registerWorkflowImplementationFactory(AccountGuard.class, () -> new WatchedGuard(told));
    worker.registerActivitiesImplementations(
        new AccountWatch(
            rig.accounts, temporal.getWorkflowClient(), journal, BRISK, InstantSource.system()));
    temporal.start();
    AccountGuard guard =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                AccountGuard.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(QUEUE)
                    .setWorkflowId(AccountGuard.idOf(Rig.ACCOUNT))
                    .build());
    WorkflowClient.start(guard::run, new GuardStart(Rig.ACCOUNT, null, null));
  }

  private String result() {
    WorkflowStub stub =
        temporal.getWorkflowClient().newUntypedWorkflowStub(AccountGuard.idOf(Rig.ACCOUNT));
    try {
      return stub.getResult(20, TimeUnit.SECONDS, String.class);
    } catch (TimeoutException e) {
      throw new AssertionError("the watch did not return", e);
    }
  }

  private OrderStatus status(Order order) {
    return rig.http.order(order.id()).orThrow().orElseThrow().status();
  }

  private List<LoggedRequest> cancels() {
    return rig.simulator.control().requestsAfter(0).stream()
        .filter(r -> r.method().equals("DELETE"))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      sleep(50);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Recording implements Journal {
    @Override
    public void append(Entries entries) {
      journalled.add(entries);
    }

    @Override
    public Entries last(LastEntries query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public GuardMemory guardMemory(io.tripline.workflows.broker.AccountName account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class FailingJournal implements Journal {
    @Override
    public void append(Entries entries) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public Entries last(LastEntries query) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public GuardMemory guardMemory(io.tripline.workflows.broker.AccountName account) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw new IllegalStateException("disk full");
    }
  }
}
