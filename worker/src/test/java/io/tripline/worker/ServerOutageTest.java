package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.GuardStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process with its real wiring, through an outage of a real server. */
class ServerOutageTest {
  private static final Duration OUTAGE = Duration.ofSeconds(12);
  private static final Duration GOAL = Duration.ofSeconds(5);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "APCA_API_KEY_ID", "key",
          "APCA_API_SECRET_KEY", "secret",
          "APCA_API_BASE_URL", "http://127.0.0.1:9");
  @TempDir Path folder;

  @BeforeEach
  void requireServer() {
    RealServer.requireServer("ServerOutageTest");
  }

  @Test
  void workFlowsAgainWithinFiveSecondsOfTheServersReturn() throws Exception {
    try (TemporalServerProcess server = new TemporalServerProcess(folder);
        WorkerProcess worker = new WorkerProcess(server.address(), Role.ALL, parts())) {
      server.start();
      worker.start();
      await(worker::ready, Duration.ofSeconds(30));
      startGuard(server);
      assertThat(statusWithin(server, Duration.ofSeconds(20))).isLessThan(Duration.ofSeconds(20));

      server.kill();
      Thread.sleep(OUTAGE.toMillis());
      assertThat(worker.ready()).isFalse();
      server.start();

      assertThat(statusWithin(server, Duration.ofSeconds(60))).isLessThan(GOAL);
    }
  }

  private Parts parts() {
    Settings settings = new SettingsReader(ENVIRONMENT, "tester", folder).read();
    return Parts.of(settings, "default", ENVIRONMENT, null, InstantSource.system());
  }

  private static void startGuard(TemporalServerProcess server) {
    WorkflowServiceStubs service = server.address().connect(Duration.ofSeconds(10));
    WorkflowClient client = server.address().client(service, "test");
    AccountGuard guard =
        client.newWorkflowStub(
            AccountGuard.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("guard-sim")
                .setTaskQueue(TaskQueues.RESPONSE)
                .setWorkflowTaskTimeout(Duration.ofSeconds(2))
                .build());
    WorkflowClient.start(guard::run, new GuardStart(new AccountName("sim"), null, null));
    service.shutdownNow();
  }

  /** How long until a query, which only a worker can answer, is answered. */
  private static Duration statusWithin(TemporalServerProcess server, Duration atMost) {
    long began = System.nanoTime();
    WorkflowServiceStubs service = server.address().connect(atMost);
    WorkflowStub guard =
        server.address().client(service, "test").newUntypedWorkflowStub("guard-sim");
    await(
        () -> {
          try {
            return guard.query("status", GuardStatus.class) != null;
          } catch (RuntimeException e) {
            return false;
          }
        },
        atMost);
    service.shutdownNow();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void await(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
