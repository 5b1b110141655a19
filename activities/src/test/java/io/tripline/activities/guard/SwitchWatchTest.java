package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.SwitchPlan;
import io.tripline.workflows.guard.SwitchTable;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.HighWater;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.killswitch.WorkerMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The further switches, through a watch of a simulated broker. */
class SwitchWatchTest {
  private static final String QUEUE = "response";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final WorkerMark MARK = new WorkerMark("b1", "test");
  private static final WatchPace BRISK =
      new WatchPace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final Told told = new Told(trading(Rig.policy(Duration.ofSeconds(4))));
  private final List<Entry> journalled = new CopyOnWriteArrayList<>();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  @AfterEach
  void close() {
    temporal.close();
    rig.close();
  }

  @Test
  void tellsWhatEverySwitchReadsOnceAndKeepsItWithItsConfiguration() {
    plan(HighWater.EMPTY, null, List.of());
    start();
    await(() -> !told.tables.isEmpty());
    SwitchTable first = told.tables.get(0);
    Set<KillSwitch> read = EnumSet.noneOf(KillSwitch.class);
    first.readings().forEach(each -> read.add(each.killSwitch()));
    assertThat(read)
        .contains(
            KillSwitch.K1,
            KillSwitch.K1S,
            KillSwitch.K2,
            KillSwitch.K3,
            KillSwitch.K5,
            KillSwitch.K6,
            KillSwitch.K7,
            KillSwitch.K9,
            KillSwitch.K13,
            KillSwitch.K15,
            KillSwitch.K17,
            KillSwitch.K18,
            KillSwitch.K19);
    assertThat(first.readings())
        .filteredOn(each -> each.observation().check() == Check.FAIL)
        .isEmpty();
    assertThat(first.accountId()).isNotBlank();
    await(() -> anchored().isPresent());
    assertThat(anchored().orElseThrow().held()).isEmpty();
    await(() ->
        journalled.stream()
            .anyMatch(each ->
                each.kind() == EntryKind.READING
                    && "K19".equals(each.data().get("switch"))
                    && "PASS".equals(each.data().get("check"))
                    && "test".equals(each.data().get("configuration"))));
    assertThat(told.trips).isEmpty();
  }

  @Test
  void theManualSwitchReadsFailedUntilTheFileIsGone() throws IOException {
    plan(HighWater.EMPTY, null, List.of());
    Path file = Files.writeString(folder.resolve("HALT"), "");
    start();
    await(() -> !told.trips.isEmpty());
    assertThat(told.trips.get(0).killSwitch()).isEqualTo(KillSwitch.K13);
    assertThat(told.trips.get(0).level()).isEqualTo(TripLevel.STOP);
    // The plan of the test's guard takes no table after a trip.
    await(() -> told.plan.ladder() == Ladder.HALTED);
    plan(HighWater.EMPTY, null, List.of());
    await(() -> reading(KillSwitch.K13).equals(Optional.of(Check.FAIL)));
    Files.delete(file);
    await(() -> reading(KillSwitch.K13).equals(Optional.of(Check.PASS)));
  }

  @Test
  void tripsAndAsksForFlatWhenTheEquityLiesFarBelowItsMark() {
    plan(
        HighWater.EMPTY.with(TradingDay.parse("2020-01-02"), Money.of("110000"), Money.ZERO),
        null,
        List.of());
    start();
    await(() -> !told.trips.isEmpty());
    TripRequest trip = told.trips.get(0);
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K2);
    assertThat(trip.requestId()).isEqualTo("trip-K2-1");
    assertThat(trip.level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(Objects.requireNonNull(trip.observation()).inputs())
        .containsEntry("highWater", "110000");
    assertThat(told.suspicions)
        .anyMatch(s -> s.suspected() && s.observation().killSwitch() == KillSwitch.K2);
  }

  @Test
  void whatWasReachedBeforeAResetIsNoMarkOfWhatComesAfterIt() {
    plan(HighWater.EMPTY, null, List.of());
    rig.buys("20");
    start();
    await(() -> told.tables.stream().anyMatch(table -> table.equity() != null));
    Money before = told.tables.getLast().equity();
    rig.simulator.control().jump("SPY", -30);
    WatchScene.sleep(3_000);
    told.plan = with(told.plan.policy(), Objects.requireNonNull(told.plan.switches()), 2);
    await(() -> Integer.valueOf(2).equals(told.tables.getLast().epoch()));
    await(() -> told.tables.getLast().equity() != null);
    assertThat(told.tables.getLast().equity()).isLessThan(before);
    assertThat(told.trips).isEmpty();
  }

  @Test
  void haltsAndClosesNothingWhenSomebodyElseTrades() {
    plan(HighWater.EMPTY, null, List.of());
    start();
    await(() -> anchored().isPresent());
    plan(HighWater.EMPTY, anchored().orElseThrow(), List.of());
    rig.buys("7");
    await(() -> !told.trips.isEmpty());
    TripRequest trip = told.trips.get(0);
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K6);
    assertThat(trip.level()).isEqualTo(TripLevel.STOP);
    Observation seen = Objects.requireNonNull(trip.observation());
    assertThat(seen.inputs()).containsEntry("held.SPY", "7").containsKey("foreignOrders");
  }

  @Test
  void countsAnewEachDayWhereOthersTradeAndHaltsForNoneOfThem() {
    rig.rests("somebodys", Side.BUY, "1", "100", true);
    PositionAnchor old =
        new PositionAnchor(
            TradingDay.parse("2020-01-02"),
            Instant.parse("2020-01-02T15:00:00Z"),
            Map.of(),
            List.of());
    told.plan =
        with(Rig.policy(Duration.ofSeconds(4)), plan("test", HighWater.EMPTY, old, List.of()));
    start();
    await(() -> anchored().isPresent());
    assertThat(anchored().orElseThrow().resting()).hasSize(1);
    assertThat(reading(KillSwitch.K6)).contains(Check.FAIL);
    assertThat(told.trips).isEmpty();
  }

  @Test
  void blocksEntriesOnMarketDataThatCanNotBeReadAndNothingElse() {
    plan(HighWater.EMPTY, null, List.of());
    start();
    await(() -> reading(KillSwitch.K5).filter(Check.PASS::equals).isPresent());
    rig.simulator
        .control()
        .inject(
            Fault.always(new Effect.Answer(404, "{\"message\":\"not found\"}", "application/json"))
                .on(".*", "/v2/stocks/.*"));
    await(() -> reading(KillSwitch.K5).filter(Check.UNKNOWN::equals).isPresent());
    assertThat(told.trips).isEmpty();
  }

  @Test
  void tellsABlockThatTheGuardHasNotAndOneThatItHasStill() {
    plan(HighWater.EMPTY, null, List.of(KillSwitch.K19));
    start();
    // Of a watch before: three readings that agree lift it.
    await(
        () -> told.tables.stream().anyMatch(table -> wishes(Wish.NOTHING, table, KillSwitch.K19)));
    AccountPolicy policy = told.plan.policy();
    told.plan = with(policy, plan("other", HighWater.EMPTY, null, List.of()));
    await(() -> told.tables.stream().anyMatch(table -> wishes(Wish.BLOCK, table, KillSwitch.K18)));
  }

  @Test
  void aBlockCancelsOnceWhatCouldRaiseExposureUnlessTheDataIsWhatIsDoubted() {
    rig.buys("10");
    Order exit = rig.rests("exit", Side.SELL, "10", "900", false);
    Order first = rig.rests("first", Side.BUY, "1", "100", true);
    plan(HighWater.EMPTY, null, List.of(KillSwitch.K5));
    start();
    await(() -> reading(KillSwitch.K5).isPresent());
    assertThat(status(first)).isEqualTo(OrderStatus.NEW);
    plan(HighWater.EMPTY, null, List.of(KillSwitch.K5, KillSwitch.K16));
    await(() -> status(first) == OrderStatus.CANCELED);
    // Whoever sends one in spite of the block is not the watch's to stop, once it has begun.
    Order second = rig.rests("second", Side.BUY, "1", "100", true);
    plan(HighWater.EMPTY, null, List.of());
    WatchScene.sleep(3_000);
    assertThat(status(second)).isEqualTo(OrderStatus.NEW);
    plan(HighWater.EMPTY, null, List.of(KillSwitch.K19));
    await(() -> status(second) == OrderStatus.CANCELED);
    assertThat(status(exit)).isEqualTo(OrderStatus.NEW);
    assertThat(told.trips).isEmpty();
  }

  private OrderStatus status(Order order) {
    return rig.http.order(order.id()).orThrow().orElseThrow().status();
  }

  private Optional<PositionAnchor> anchored() {
    return told.tables.stream().map(SwitchTable::anchor).filter(Objects::nonNull).findFirst();
  }

  private Optional<Check> reading(KillSwitch killSwitch) {
    return told.tables.isEmpty()
        ? Optional.empty()
        : told.tables.get(told.tables.size() - 1).readings().stream()
            .filter(each -> each.killSwitch() == killSwitch)
            .map(each -> each.observation().check())
            .findFirst();
  }

  private static boolean wishes(Wish wish, SwitchTable table, KillSwitch killSwitch) {
    return table.readings().stream()
        .anyMatch(each -> each.killSwitch() == killSwitch && each.wish() == wish);
  }

  private void plan(HighWater marks, @Nullable PositionAnchor anchor, List<KillSwitch> blocking) {
    told.plan = with(told.plan.policy(), plan("test", marks, anchor, blocking));
  }

  private static SwitchPlan plan(
      String configured,
      HighWater marks,
      @Nullable PositionAnchor anchor,
      List<KillSwitch> blocking) {
    return new SwitchPlan(
        "cafe0123", null, marks, anchor, blocking, Map.of(), MARK, configured, List.of());
  }

  private WatchPlan with(AccountPolicy policy, SwitchPlan switches) {
    return with(policy, switches, told.plan.epoch());
  }

  private WatchPlan with(AccountPolicy policy, SwitchPlan switches, int epoch) {
    WatchPlan p = told.plan;
    return new WatchPlan(
        policy,
        epoch,
        p.ladder(),
        p.acceptedLoss(),
        p.limitFactor(),
        p.baselines(),
        p.trippedHard(),
        p.trippedSoft(),
        p.reflexWanted(),
        p.flattening(),
        p.unsettled(),
        p.handOver(),
        p.needsCleanReading(),
        switches,
        p.arming());
  }

  /** Our own sessions trade there, so that orders of others are foreign. */
  private static AccountPolicy trading(AccountPolicy policy) {
    SessionPolicy session = policy.session();
    return new AccountPolicy(
        policy.account(),
        policy.environment(),
        policy.scope(),
        policy.limits(),
        new SessionPolicy(
            true,
            session.strategy(),
            session.symbol(),
            session.exposure(),
            session.entryCutoff(),
            session.fillPatience()),
        policy.approvals(),
        policy.contacts(),
        policy.responseTimeP1(),
        policy.probation(),
        policy.autoReset(),
        policy.configurationHash(),
        policy.drill(),
        policy.uiAddress(),
        policy.namespace());
  }

  private void start() {
    Worker worker = temporal.newWorker(QUEUE, WorkerOptions.newBuilder().build());
    worker.registerWorkflowImplementationFactory(AccountGuard.class, () -> new WatchedGuard(told));
    worker.registerActivitiesImplementations(
        new AccountWatch(
            rig.accounts,
            temporal.getWorkflowClient(),
            new Recording(),
            BRISK,
            InstantSource.system(),
            new HaltFile(folder, Map.of()),
            account -> MARK));
    temporal.start();
    AccountGuard guard =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                AccountGuard.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(AccountGuard.idOf(Rig.ACCOUNT))
                    .setTaskQueue(QUEUE)
                    .build());
    WorkflowClient.start(guard::run, new GuardStart(Rig.ACCOUNT, told.plan.policy(), null));
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Recording implements Journal {
    @Override
    public void append(Entries entries) {
      journalled.addAll(entries.entries());
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
}
