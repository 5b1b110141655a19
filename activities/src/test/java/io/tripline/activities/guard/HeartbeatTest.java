package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.activities.journal.HeartbeatState;
import io.tripline.activities.notify.HeartbeatUrl;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dead-man service hears, from a local one. */
class HeartbeatTest {
  private static final AccountName ACCOUNT = Rig.ACCOUNT;
  private static final String PATH = "/ping/secret-token";

  @TempDir Path data;
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger answer = new AtomicInteger(200);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final BeatingWatch watch = new BeatingWatch();
  private boolean trades;
  private HttpServer service;
  private Heartbeat heartbeat;

  /** A guard that does nothing but watch. */
  @WorkflowInterface
  public interface Watching {
    @WorkflowMethod(name = "AccountGuard")
    void run();
  }

  /** Its procedure. */
  public static final class WatchingGuard implements Watching {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Watch.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(5))
                  .setHeartbeatTimeout(Duration.ofMinutes(5))
                  .build())
          .watch(new Watch.WatchStart(ACCOUNT, "guard"));
    }
  }

  /** Beats once as it is told, and stays. */
  private static final class BeatingWatch implements Watch {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Instant seenAt;

    @Override
    public WatchEnd watch(WatchStart start) {
      Activity.getExecutionContext().heartbeat(new Pulse.Beat(1, "clean", Instant.now(), seenAt));
      try {
        over.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new WatchEnd("test", 1);
    }
  }

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals(PATH)) {
            calls.incrementAndGet();
          }
          exchange.sendResponseHeaders(answer.get(), -1);
          exchange.close();
        });
    service.start();
    Worker response = temporal.newWorker(TaskQueues.RESPONSE);
    response.registerWorkflowImplementationTypes(WatchingGuard.class);
    response.registerActivitiesImplementations(watch);
    temporal.start();
    heartbeat =
        new Heartbeat(
            client,
            Set.of(ACCOUNT),
            account -> policy(),
            new HeartbeatUrl(() -> "http://127.0.0.1:" + service.getAddress().getPort() + PATH),
            data,
            (InstantSource) now::get);
  }

  @AfterEach
  void stop() {
    watch.over.countDown();
    service.stop(0);
    temporal.close();
  }

  private AccountPolicy policy() {
    AccountPolicy usual = Rig.policy(Duration.ofSeconds(10));
    SessionPolicy session = usual.session();
    return new AccountPolicy(
        usual.account(),
        usual.environment(),
        usual.scope(),
        usual.limits(),
        new SessionPolicy(
            trades,
            session.strategy(),
            session.symbol(),
            session.exposure(),
            session.entryCutoff(),
            session.fillPatience()),
        usual.approvals(),
        usual.contacts(),
        usual.responseTimeP1(),
        usual.probation(),
        usual.autoReset(),
        usual.configurationHash(),
        usual.drill(),
        usual.uiAddress(),
        usual.namespace());
  }

  private void watches(@Nullable Instant seenAt) throws InterruptedException {
    watch.seenAt = seenAt;
    WorkflowClient.start(
        client.newWorkflowStub(
                Watching.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(AccountGuard.idOf(ACCOUNT))
                    .setTaskQueue(TaskQueues.RESPONSE)
                    .build())
            ::run);
    for (int i = 0; i < 200 && new WatchBeats(client).last(ACCOUNT).isEmpty(); i++) {
      Thread.sleep(50);
    }
  }

  private HeartbeatState state() {
    return HeartbeatState.read(data).orElseThrow();
  }

  @Test
  void beatsWhileTheLastReadingIsFreshAndFallsSilentAfterAMinute() throws Exception {
    watches(now.get());
    assertThat(heartbeat.beat()).isTrue();
    assertThat(calls).hasValue(1);
    assertThat(state().silentSince()).isNull();

    now.set(now.get().plusSeconds(61));
    assertThat(heartbeat.beat()).isFalse();
    assertThat(calls).hasValue(1);
    assertThat(state().silentSince()).isEqualTo(now.get());
    assertThat(state().why()).contains("no fresh reading");
  }

  @Test
  void readingsThatFindNothingOutAreNotFresh() throws Exception {
    watches(null);
    assertThat(heartbeat.beat()).isFalse();
    assertThat(calls).hasValue(0);
  }

  @Test
  void isSilentWithoutAGuard() {
    assertThat(heartbeat.beat()).isFalse();
    assertThat(calls).hasValue(0);
  }

  @Test
  void isSilentWhereATradingWorkerShouldAnswerAndDoesNot() throws Exception {
    trades = true;
    watches(now.get());
    assertThat(heartbeat.beat()).isFalse();
    assertThat(state().why()).isEqualTo("no trading worker answers");
    assertThat(calls).hasValue(0);
  }

  @Test
  void aServiceThatDoesNotTakeItIsSilenceTooAndItsAddressIsShownNowhere() throws Exception {
    watches(now.get());
    answer.set(503);
    assertThat(heartbeat.beat()).isFalse();
    assertThat(state().why()).contains("HTTP 503").doesNotContain("secret-token");
  }
}
