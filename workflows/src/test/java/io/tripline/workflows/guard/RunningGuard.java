package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static io.tripline.workflows.guard.GuardWorld.ended;
import static io.tripline.workflows.guard.GuardWorld.flatAt;
import static io.tripline.workflows.guard.GuardWorld.loss;
import static io.tripline.workflows.guard.GuardWorld.noon;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.proof.FlattenRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A guard on the in-memory server, with its world by hand. */
final class RunningGuard implements BeforeEachCallback, AfterEachCallback {
  private final GuardWorld world = new GuardWorld();
  private final FlagsByHand flags = new FlagsByHand();
  private final TradingWorkerByHand trading = new TradingWorkerByHand();
  private final boolean tradingRuns;
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .registerSearchAttribute("LadderState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .build());
  private final WorkflowClient client = env.getWorkflowClient();

  RunningGuard() {
    this(true);
  }

  /** Without a worker on the trading queue. */
  RunningGuard(boolean tradingRuns) {
    this.tradingRuns = tradingRuns;
  }

  FlagsByHand flags() {
    return flags;
  }

  TradingWorkerByHand trading() {
    return trading;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Worker worker = env.newWorker(TaskQueues.RESPONSE);
    worker.registerWorkflowImplementationTypes(AccountGuardWorkflow.class);
    worker.registerActivitiesImplementations(world, flags);
    if (tradingRuns) {
      env.newWorker(TaskQueues.TRADING).registerActivitiesImplementations(trading);
    }
    env.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    env.close();
  }

  /** The guard's history so far, replayed with today's code and kept when asked. */
  void replays(String what) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(client, AccountGuard.idOf(ACCOUNT), "AccountGuard", what),
        AccountGuardWorkflow.class);
  }

  GuardWorld world() {
    return world;
  }

  TestWorkflowEnvironment env() {
    return env;
  }

  AccountGuard active() {
    AccountGuard guard = start(new GuardStart(ACCOUNT, POLICY, null));
    guard.dayRolled(rolled(MONDAY, true));
    eventually(() -> !guard.status().isHalted());
    return guard;
  }

  FlattenRequest tripAndFlatten(AccountGuard guard) {
    guard.trip(dailyLoss("trip-K1-1"));
    eventually(() -> world.flattens.size() == 1);
    FlattenRequest request = world.flattens.getFirst();
    guard.flattenNotice(ended(request, flatAt(noon(MONDAY).now())));
    eventually(() -> guard.status().ladder() == Ladder.FLAT_LOCKED);
    return request;
  }

  AccountGuard stub() {
    return client.newWorkflowStub(
        AccountGuard.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(AccountGuard.idOf(ACCOUNT))
            .setTaskQueue(TaskQueues.RESPONSE)
            .build());
  }

  AccountGuard start(GuardStart start) {
    WorkflowClient.start(stub()::run, start);
    return client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(ACCOUNT));
  }

  /** The trip of the halt that stands. */
  static Trip standing(AccountGuard guard) {
    return Objects.requireNonNull(guard.status().trip());
  }

  String describeRun() {
    return client
        .newUntypedWorkflowStub(AccountGuard.idOf(ACCOUNT))
        .describe()
        .getExecution()
        .getRunId();
  }

  static TripRequest dailyLoss(String requestId) {
    return new TripRequest(
        ACCOUNT, requestId, KillSwitch.K1, null, loss("2.50 %"), "the watch", null, null);
  }

  static ResetRequest automatic(int epoch) {
    return new ResetRequest(
        "auto-" + epoch,
        ACCOUNT,
        epoch,
        "incident-paper-daily-loss-2026-11-16-1",
        List.of(),
        "next trading day",
        true,
        null,
        null);
  }

  /** Of the first epoch's halt, by people, without a loss to accept. */
  static ResetRequest byHand(String id, String incident, String... by) {
    return new ResetRequest(id, ACCOUNT, 1, incident, List.of(by), "looked", false, null, null);
  }

  static ResetRequest early(int epoch) {
    return new ResetRequest(
        "early-" + epoch,
        ACCOUNT,
        epoch,
        "incident-paper-daily-loss-2026-11-16-1",
        List.of("alice", "bob"),
        "understood",
        false,
        new BigDecimal("0.025"),
        null);
  }

  /** Decided when so many trips were known to have joined the halt. */
  static ResetRequest knowing(int further, ResetRequest decided) {
    return new ResetRequest(
        decided.requestId() + "-" + further,
        decided.account(),
        decided.epoch(),
        decided.incident(),
        decided.by(),
        decided.reason(),
        decided.automatic(),
        decided.acceptedLoss(),
        further);
  }

  /** What the run that goes on now was begun with. */
  GuardStart begunWith() {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
        0,
        Optional.of(
            client
                .fetchHistory(AccountGuard.idOf(ACCOUNT))
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()),
        GuardStart.class,
        GuardStart.class);
  }

  /** A run that finds this permit asked for in its very first task. */
  PermitAnswer firstOf(GuardStart start, PermitRequest asked) {
    client.newUntypedWorkflowStub(AccountGuard.idOf(ACCOUNT)).terminate("the test begins it anew");
    AccountGuard anew =
        client.newWorkflowStub(
            AccountGuard.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(AccountGuard.idOf(ACCOUNT))
                .setTaskQueue(TaskQueues.RESPONSE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .build());
    return WorkflowClient.executeUpdateWithStart(
        anew::permit,
        asked,
        UpdateOptions.<PermitAnswer>newBuilder().build(),
        new WithStartWorkflowOperation<>(anew::run, start));
  }

  static Limits limits(String hard) {
    Limits base = Limits.DEFAULT;
    return new Limits(
        new BigDecimal(hard),
        base.dailyLossSoft(),
        base.confirmReads(),
        base.confirmSpan(),
        base.instantFactor(),
        base.verdictWithin());
  }

  /** Another size for each request: the same order twice is taken for one sent twice. */
  static PermitAnswer permit(AccountGuard guard, String requestId) {
    return permit(guard, requestId, 10 + Math.floorMod(requestId.hashCode(), 70));
  }

  static PermitAnswer permit(AccountGuard guard, String requestId, int shares) {
    return guard.permit(
        new PermitRequest(
            requestId,
            ACCOUNT,
            "session-paper-2026-11-16",
            new OrderIntent(SPY, Side.BUY, Quantity.of(String.valueOf(shares)), null, true),
            false));
  }

  static PermitAnswer exit(AccountGuard guard, String requestId) {
    return guard.permit(
        new PermitRequest(
            requestId,
            ACCOUNT,
            "session-paper-2026-11-16",
            new OrderIntent(SPY, Side.SELL, Quantity.of("10"), null, false),
            false));
  }

  static ClientOrderId granted(PermitAnswer answer) {
    return ((PermitAnswer.Granted) answer).permit().id();
  }

  static void assertRefused(Runnable call, Fault fault) {
    assertThatThrownBy(call::run)
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(fault));
  }

  /** Lets workflow time pass, so that what waits for a timer happens at once. */
  void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen");
      }
      env.sleep(Duration.ofMillis(500));
    }
  }
}
