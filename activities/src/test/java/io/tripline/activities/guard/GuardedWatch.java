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
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.journal.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A watch under a guard that writes down what it is told, at a simulated broker. */
abstract class GuardedWatch {
  static final String QUEUE = "response";
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final WatchPace BRISK =
      new WatchPace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  @TempDir Path folder;
  final Rig rig = new Rig();
  final Told told = new Told(Rig.policy(Duration.ofSeconds(4)));
  final List<Journal.Entries> journalled = new CopyOnWriteArrayList<>();
  final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  @AfterEach
  void close() {
    temporal.close();
    rig.close();
  }

  void start(Journal journal) {
    Worker worker =
        temporal.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build());
    worker.registerWorkflowImplementationFactory(AccountGuard.class, () -> new WatchedGuard(told));
    worker.registerActivitiesImplementations(
        new AccountWatch(
            rig.accounts,
            temporal.getWorkflowClient(),
            journal,
            BRISK,
            InstantSource.system(),
            new HaltFile(folder, Map.of())));
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

  String result() {
    WorkflowStub stub =
        temporal.getWorkflowClient().newUntypedWorkflowStub(AccountGuard.idOf(Rig.ACCOUNT));
    try {
      return stub.getResult(20, TimeUnit.SECONDS, String.class);
    } catch (TimeoutException e) {
      throw new AssertionError("the watch did not return", e);
    }
  }

  OrderStatus status(Order order) {
    return rig.http.order(order.id()).orThrow().orElseThrow().status();
  }

  List<LoggedRequest> cancels() {
    return rig.simulator.control().requestsAfter(0).stream()
        .filter(r -> r.method().equals("DELETE"))
        .toList();
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      sleep(50);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  final class Recording implements Journal {
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

  static final class FailingJournal implements Journal {
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
