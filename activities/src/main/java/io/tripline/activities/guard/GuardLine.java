package io.tripline.activities.guard;

import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.DayRolled;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Suspicion;
import io.tripline.workflows.guard.SwitchTable;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.market.ClockMoved;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch's line to its guard. No call throws for a guard that does not answer, and none waits
 * longer than it says: a silent server must not keep the watch from reading and cancelling.
 */
final class GuardLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardLine.class);
  private static final Duration QUERY = Duration.ofSeconds(2);
  private static final Duration MESSAGE = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final String workflowId;
  private final AccountGuard guard;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  GuardLine(WorkflowClient client, String workflowId) {
    this.client = client;
    this.workflowId = workflowId;
    this.guard = client.newWorkflowStub(AccountGuard.class, workflowId);
  }

  Optional<WatchPlan> plan() {
    return within(QUERY, "watchPlan", guard::watchPlan);
  }

  Optional<GuardStatus> status() {
    return within(QUERY, "status", guard::status);
  }

  /** True when the guard has it. */
  boolean suspect(String updateId, Suspicion suspicion) {
    return update("suspect", updateId, suspicion, Void.class).isPresent();
  }

  Optional<TripAnswer> trip(String updateId, TripRequest request) {
    return within(MESSAGE, "trip", () -> start("trip", updateId, request, TripAnswer.class));
  }

  boolean assess(String updateId, Assessment assessment) {
    return update("assess", updateId, assessment, Void.class).isPresent();
  }

  boolean switches(String updateId, SwitchTable table) {
    return update("switches", updateId, table, Void.class).isPresent();
  }

  boolean dayRolled(DayRolled day) {
    return within(MESSAGE, "dayRolled", done(() -> guard.dayRolled(day))).isPresent();
  }

  boolean clockMoved(ClockMoved moved) {
    return within(MESSAGE, "clockMoved", done(() -> guard.clockMoved(moved))).isPresent();
  }

  boolean brokerFlags(FlagsReading reading) {
    return within(MESSAGE, "brokerFlags", done(() -> guard.brokerFlags(reading))).isPresent();
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }

  private Optional<Boolean> update(String name, String updateId, Object argument, Class<?> type) {
    return within(
        MESSAGE,
        name,
        () -> {
          start(name, updateId, argument, type);
          return true;
        });
  }

  private <T> T start(String name, String updateId, Object argument, Class<T> type) {
    WorkflowStub stub = client.newUntypedWorkflowStub(workflowId);
    return stub.startUpdate(
            UpdateOptions.newBuilder(type)
                .setUpdateName(name)
                .setUpdateId(updateId)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            argument)
        .getResult();
  }

  private static Callable<Boolean> done(Runnable message) {
    return () -> {
      message.run();
      return true;
    };
  }

  private <T> Optional<T> within(Duration time, String what, Callable<T> call) {
    Future<T> answer = calls.submit(call);
    try {
      return Optional.of(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      LOG.atWarn().addKeyValue("call", what).log("the guard did not answer in time");
    } catch (ExecutionException e) {
      LOG.atWarn()
          .addKeyValue("call", what)
          .addKeyValue("why", String.valueOf(e.getCause()))
          .log("the guard did not take it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
    }
    return Optional.empty();
  }
}
