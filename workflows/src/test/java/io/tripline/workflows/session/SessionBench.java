package io.tripline.workflows.session;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fakes.FakeSessionBroker;
import io.tripline.workflows.fakes.FakeSessionGuard;
import io.tripline.workflows.fakes.FakeSessionJournal;
import io.tripline.workflows.fakes.FakeStrategy;
import io.tripline.workflows.killswitch.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session among fakes, on the in-memory server that skips time. */
final class SessionBench implements AutoCloseable {
  static final AccountName ACCOUNT = new AccountName("demo");
  static final AccountPolicy POLICY = policy(true);

  final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().build())
              .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .registerSearchAttribute("Symbol", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .build());
  final FakeSessionBroker broker = new FakeSessionBroker(temporal::currentTimeMillis);
  final FakeSessionGuard guard = new FakeSessionGuard(POLICY, temporal::currentTimeMillis);
  final FakeSessionJournal journal = new FakeSessionJournal();
  final FakeStrategy strategy = new FakeStrategy();
  private @Nullable WorkerFactory theirs;

  SessionBench() {
    var worker = temporal.newWorker(TaskQueues.TRADING);
    worker.registerWorkflowImplementationTypes(TradingSessionWorkflow.class);
    Configuration configuration = account -> POLICY;
    worker.registerActivitiesImplementations(broker, guard, journal, strategy, configuration);
    temporal.start();
  }

  /** A decision each hour, at the market. */
  static final ExecutionPolicy HOURLY = ExecutionPolicy.DEFAULT.every(Duration.ofHours(1));

  static AccountPolicy policy(boolean trades) {
    return policy(
        new SessionPolicy(
            trades,
            "always-long",
            new Symbol("SPY"),
            new BigDecimal("0.95"),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30)));
  }

  static AccountPolicy policy(ExecutionPolicy execution) {
    SessionPolicy usual = POLICY.session();
    return policy(usual.executed(usual.exposure(), usual.fillPatience(), execution));
  }

  static AccountPolicy policy(SessionPolicy session) {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        session,
        ApprovalPolicy.of(List.of(new Approver("ada"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "hash",
        false,
        "",
        "default");
  }

  /** One pass, to its end. */
  SessionReport once() {
    return await(start(new SessionStart(ACCOUNT, true, POLICY, "test")));
  }

  /** Starts a whole day. */
  WorkflowStub day() {
    return start(new SessionStart(ACCOUNT, false, POLICY, "test"));
  }

  /** Starts a day under another policy. */
  WorkflowStub day(AccountPolicy policy) {
    return start(new SessionStart(ACCOUNT, false, policy, "test"));
  }

  /** Serves a strategy from outside on a task queue of its own. */
  void serves(String queue, Object activities) {
    theirs = WorkerFactory.newInstance(temporal.getWorkflowClient());
    theirs.newWorker(queue).registerActivitiesImplementations(activities);
    theirs.start();
  }

  WorkflowStub start(SessionStart start) {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "TradingSession",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(TradingSession.idOf(ACCOUNT, FakeSessionBroker.DAY.text()))
                    .setTaskQueue(TaskQueues.TRADING)
                    // This server's clock may jump to it when idle: one pass stays within its day.
                    .setWorkflowRunTimeout(
                        Boolean.TRUE.equals(start.once())
                            ? Duration.ofHours(3)
                            : Duration.ofDays(2))
                    .build());
    stub.start(start);
    return stub;
  }

  SessionReport await(WorkflowStub stub) {
    return stub.getResult(SessionReport.class);
  }

  WorkflowExecutionHistory history() {
    WorkflowClient client = temporal.getWorkflowClient();
    return client.fetchHistory(TradingSession.idOf(ACCOUNT, FakeSessionBroker.DAY.text()));
  }

  @Override
  public void close() {
    WorkerFactory others = theirs;
    if (others != null) {
      others.shutdownNow();
    }
    temporal.close();
  }
}
