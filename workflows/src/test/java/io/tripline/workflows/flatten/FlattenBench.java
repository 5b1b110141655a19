package io.tripline.workflows.flatten;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.fakes.FakeFlattenSteps;
import io.tripline.workflows.fakes.FlattenFaults;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.PermitRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The in-memory server with a flatten, a fake guard that listens, a journal and a notifier. */
final class FlattenBench implements AutoCloseable {
  static final AccountName ACCOUNT = new AccountName("acct");

  final TestWorkflowEnvironment env;
  final FakeFlattenSteps steps = new FakeFlattenSteps();
  final List<Entry> journal = new CopyOnWriteArrayList<>();
  volatile boolean journalIsDown;
  final List<Notice> notices = new CopyOnWriteArrayList<>();

  /** Stands where the guard would; keeps what it is told. */
  @WorkflowInterface
  public interface ListeningGuard {
    @WorkflowMethod
    void run();

    @SignalMethod
    void flattenNotice(FlattenNotice notice);

    @QueryMethod
    List<FlattenNotice> told();
  }

  /** Never ends. */
  public static final class ListeningGuardWorkflow implements ListeningGuard {
    private final List<FlattenNotice> told = new ArrayList<>();

    @Override
    public void run() {
      Workflow.await(() -> false);
    }

    @Override
    public void flattenNotice(FlattenNotice notice) {
      told.add(notice);
    }

    @Override
    public List<FlattenNotice> told() {
      return told;
    }
  }

  private final class KeptJournal implements Journal {
    @Override
    public void append(Entries entries) {
      if (journalIsDown) {
        throw Fault.JOURNAL_UNAVAILABLE.failure("down");
      }
      journal.addAll(entries.entries());
    }

    @Override
    public Entries last(LastEntries query) {
      return new Entries(List.of());
    }

    @Override
    public GuardMemory guardMemory(AccountName account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw new UnsupportedOperationException();
    }
  }

  FlattenBench() {
    env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    "AwaitingApproval", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
    Worker worker =
        env.newWorker(
            TaskQueues.RESPONSE,
            // A loaded machine loads classes for longer than the usual second.
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(20_000).build());
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        FlattenWorkflow.class,
        ListeningGuardWorkflow.class);
    Notifier notifier =
        notice -> {
          notices.add(notice);
          return new Notifier.Delivery(true, "test", "");
        };
    worker.registerActivitiesImplementations(steps, new KeptJournal(), notifier);
    env.start();
  }

  /** A broker for the account, on the test server's clock. */
  FakeFlattenBroker broker(FlattenFaults faults) {
    return broker(ACCOUNT, faults);
  }

  FakeFlattenBroker broker(AccountName account, FlattenFaults faults) {
    FakeFlattenBroker broker = new FakeFlattenBroker(this::now, faults);
    steps.put(account, broker);
    return broker;
  }

  Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  void guardListens() {
    WorkflowStub.fromTyped(
            env.getWorkflowClient()
                .newWorkflowStub(
                    ListeningGuard.class,
                    WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.RESPONSE)
                        .setWorkflowId(AccountGuard.idOf(ACCOUNT))
                        .build()))
        .start();
  }

  List<FlattenNotice> guardHeard() {
    return env.getWorkflowClient()
        .newWorkflowStub(ListeningGuard.class, AccountGuard.idOf(ACCOUNT))
        .told();
  }

  List<FlattenNotice.Stage> stagesHeard() {
    return guardHeard().stream().map(FlattenNotice::stage).toList();
  }

  /** Asks as the guard would. */
  WorkflowStub ask(FlattenRequest request) {
    AccountName account = request.policy().account();
    WorkflowStub stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "Flatten",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.RESPONSE)
                    .setWorkflowId(Flatten.idOf(account))
                    .build());
    stub.signalWithStart(
        "request", new Object[] {request}, new Object[] {FlattenStart.of(account)});
    return stub;
  }

  FlattenRequest request(String id, PermitRef... unsettled) {
    return request(ACCOUNT, id, Scope.EVERYTHING, List.of(unsettled));
  }

  FlattenRequest request(AccountName account, String id, Scope scope, List<PermitRef> unsettled) {
    return new FlattenRequest(
        id,
        policy(account, scope),
        1,
        "incident-acct-manual-2026-11-20-1",
        "a test",
        unsettled,
        now());
  }

  /** As the guard asks where {@code suspend_trade} is its own. */
  FlattenRequest requestUnderOurSuspension(String id) {
    return new FlattenRequest(
        id,
        policy(ACCOUNT, Scope.EVERYTHING),
        1,
        "incident-acct-manual-2026-11-20-1",
        "a test",
        List.of(),
        now(),
        true);
  }

  FlattenResult result(WorkflowStub stub) {
    return stub.getResult(FlattenResult.class);
  }

  Flatten flatten() {
    return env.getWorkflowClient().newWorkflowStub(Flatten.class, Flatten.idOf(ACCOUNT));
  }

  WorkflowExecutionHistory history() {
    return env.getWorkflowClient().fetchHistory(Flatten.idOf(ACCOUNT));
  }

  WorkflowClient client() {
    return env.getWorkflowClient();
  }

  static AccountPolicy policy(AccountName account, Scope scope) {
    return new AccountPolicy(
        account,
        Environment.SIMULATOR,
        scope,
        Limits.DEFAULT,
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(
            List.of(new Approver("alice"), new Approver("bob"), new Approver("carol"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "hash",
        true,
        "",
        "default");
  }

  static Scope only(String symbol) {
    return new Scope(List.of(new Symbol(symbol)));
  }

  @Override
  public void close() {
    env.close();
  }
}
