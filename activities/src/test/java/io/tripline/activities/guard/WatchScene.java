package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.tripline.activities.broker.StreamState;
import io.tripline.activities.broker.StreamState.Phase;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.Watch;
import io.tripline.workflows.journal.Entry;
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

/** A watch at a simulated broker, with a guard that writes down what it is told. */
final class WatchScene implements AutoCloseable {
  private static final String QUEUE = "response";

  final Rig rig;
  final Told told = new Told(Rig.policy(Duration.ofSeconds(4)));
  final List<Entry> journalled = new CopyOnWriteArrayList<>();
  final Watch watch;
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  WatchScene(boolean streams, WatchPace pace, StreamTimes times) {
    this(streams, pace, times, new HaltFile(Path.of("there-is-no-such-folder"), Map.of()));
  }

  WatchScene(boolean streams, WatchPace pace, StreamTimes times, HaltFile haltFile) {
    this(streams, pace, times, haltFile, InstantSource.system());
  }

  WatchScene(
      boolean streams, WatchPace pace, StreamTimes times, HaltFile haltFile, InstantSource clock) {
    rig = new Rig(streams);
    watch =
        new AccountWatch(
            rig.accounts,
            temporal.getWorkflowClient(),
            new Recording(),
            pace,
            times,
            clock,
            haltFile);
  }

  /** Begins, and waits for the first reading. */
  void start() {
    Worker worker =
        temporal.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build());
    worker.registerWorkflowImplementationFactory(AccountGuard.class, () -> new WatchedGuard(told));
    worker.registerActivitiesImplementations(watch);
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
    await(() -> !told.days.isEmpty());
  }

  /** Waits until both streams are connected. */
  void connected() {
    await(() ->
        rig.http.streams().board().states().stream()
                .filter(state -> state.phase() == Phase.CONNECTED)
                .count()
            == 2);
  }

  StreamState state(String stream) {
    return rig.http.streams().board().states().stream()
        .filter(state -> state.stream().equals(stream))
        .findFirst()
        .orElseThrow();
  }

  boolean journalled(String text) {
    return journalled.stream().anyMatch(entry -> entry.text().contains(text));
  }

  /** Waits for a read of the account; what later ones are counted from. */
  long aReadHasJustBeen() {
    long now = lastRequest();
    await(() -> !reads(now).isEmpty());
    sleep(100);
    return lastRequest();
  }

  List<LoggedRequest> reads(long after) {
    return rig.simulator.control().requestsAfter(after).stream()
        .filter(request -> request.path().equals("/v2/account"))
        .toList();
  }

  /** Why the watch returned. */
  String result() {
    WorkflowStub stub =
        temporal.getWorkflowClient().newUntypedWorkflowStub(AccountGuard.idOf(Rig.ACCOUNT));
    try {
      return stub.getResult(20, TimeUnit.SECONDS, String.class);
    } catch (TimeoutException e) {
      throw new AssertionError("the watch did not return", e);
    }
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      sleep(20);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    temporal.close();
    rig.close();
  }

  private long lastRequest() {
    return rig.simulator.control().requestsAfter(0).stream()
        .mapToLong(LoggedRequest::sequence)
        .max()
        .orElse(0);
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
    public GuardMemory guardMemory(AccountName account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw new UnsupportedOperationException();
    }
  }
}
