package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.liveness.Standstill;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard as the trading half sees it. */
class DeadManSwitchTest {
  private static final AccountName ACCOUNT = new AccountName("demo");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final AccountPolicy POLICY =
      new AccountPolicy(
          ACCOUNT,
          Environment.SIMULATOR,
          Scope.EVERYTHING,
          Limits.DEFAULT,
          SessionPolicy.DEFAULT,
          ApprovalPolicy.of(List.of(new Approver("ada"))),
          List.of(),
          Duration.ofHours(1),
          true,
          true,
          "hash",
          true,
          "",
          "default");

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .registerSearchAttribute("Account", keyword())
              .registerSearchAttribute("LadderState", keyword())
              .registerSearchAttribute("IncidentSeverity", keyword())
              .registerSearchAttribute("IncidentStatus", keyword())
              .registerSearchAttribute("IncidentCause", keyword())
              .build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final Map<String, Notice> told = new LinkedHashMap<>();
  private final Notifier notifier =
      notice -> {
        told.putIfAbsent(notice.id(), notice);
        return new Notifier.Delivery(true, "terminal", "");
      };
  private Standstill.Signs signs = signs(NOW, NOW);
  private final DeadManSwitch deadMan = deadMan(client);

  private DeadManSwitch deadMan(WorkflowClient over) {
    return new DeadManSwitch(
        over,
        account -> POLICY,
        notifier,
        status -> signs,
        InstantSource.fixed(NOW),
        Duration.ZERO,
        Duration.ofSeconds(3));
  }

  private static Standstill.Signs signs(Instant reading, Instant written) {
    return new Standstill.Signs(true, true, reading, written, null, NOW);
  }

  private AccountGuard answeringGuard() {
    Worker response = temporal.newWorker(TaskQueues.RESPONSE);
    response.registerWorkflowImplementationTypes(StubGuard.class);
    temporal.start();
    AccountGuard guard = client.newWorkflowStub(AccountGuard.class, WorkflowStarts.guard(POLICY));
    WorkflowClient.start(guard::run, new GuardStart(ACCOUNT, POLICY, null));
    return client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(ACCOUNT));
  }

  private static IndexedValueType keyword() {
    return IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aGuardThatWasStoppedOrNeverStartedIsNoAlarm() {
    assertThat(deadMan.look(ACCOUNT)).startsWith("no guard runs for demo");
    assertThat(told).isEmpty();
  }

  @Test
  void aGuardThatAnswersWhileAllMovesIsNoAlarm() {
    answeringGuard();
    assertThat(deadMan.look(ACCOUNT)).isEqualTo("the guard answers, and what should move does");
    assertThat(told).isEmpty();
  }

  @Test
  void readingsThatStandStillArePagedAndDeclaredAtTheGuard() {
    AccountGuard guard = answeringGuard();
    signs = signs(NOW.minusSeconds(61), NOW);
    assertThat(deadMan.look(ACCOUNT))
        .contains("readings stand still: the last reading is 61 s old", "incident incident-1");
    assertThat(told.values())
        .singleElement()
        .matches(notice -> notice.headline().contains("readings stand still"))
        .matches(notice -> "incident-1".equals(notice.incident()));
    assertThat(guard.status().incidents())
        .singleElement()
        .asString()
        .contains("P0 no-readings 2026-11-23T15:00:00Z");
  }

  @Test
  void whereNoIncidentCanBeBegunThePageGoesOutAllTheSame() {
    WorkflowClient away =
        WorkflowClient.newInstance(
            client.getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder(client.getOptions())
                .setInterceptors(new NoStarts())
                .build());
    client
        .newUntypedWorkflowStub(
            "AccountGuard",
            WorkflowOptions.newBuilder()
                .setWorkflowId(AccountGuard.idOf(ACCOUNT))
                .setTaskQueue(TaskQueues.RESPONSE)
                .build())
        .start();
    assertThat(deadMan(away).look(ACCOUNT)).contains("told by terminal; NO INCIDENT: ");
    assertThat(told.values()).singleElement().matches(notice -> notice.incident() == null);
  }

  /** A server that takes no procedure. */
  private static final class NoStarts extends WorkflowClientInterceptorBase {
    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
          throw new IllegalStateException("full");
        }
      };
    }
  }

  @Test
  void aJournalThatStandsStillIsTheSame() {
    answeringGuard();
    signs = signs(NOW, NOW.minusSeconds(181));
    assertThat(deadMan.look(ACCOUNT)).contains("no log entries");
  }

  @Test
  void theWatchReadsAndWritesAsOftenAsIsAskedOfIt() {
    assertThat(Standstill.allowed(WatchPace.DEFAULT.poll()))
        .isEqualTo(Standstill.allowed(Standstill.READING_EACH));
    assertThat(WatchPace.DEFAULT.journal()).isEqualTo(Standstill.WRITTEN_EACH);
  }

  @Test
  void whatIsKnownAsAnOutageIsNotDeclaredAgain() {
    assertThat(DeadManSwitch.coversIt("incident-demo-worker-down-2026-11-23-1")).isTrue();
    assertThat(DeadManSwitch.coversIt("incident-demo-no-readings-2026-11-23-1")).isTrue();
    assertThat(DeadManSwitch.coversIt("incident-demo-daily-loss-2026-11-23-1")).isFalse();
    assertThat(DeadManSwitch.coversIt("something else")).isFalse();
  }

  @Test
  void aGuardWithoutAWorkerIsPagedOnceAndBeginsOneIncident() {
    client
        .newUntypedWorkflowStub(
            "AccountGuard",
            WorkflowOptions.newBuilder()
                .setWorkflowId(AccountGuard.idOf(ACCOUNT))
                .setTaskQueue(TaskQueues.RESPONSE)
                .build())
        .start();

    String first = deadMan.look(ACCOUNT);
    assertThat(first).contains("told by terminal", "incident-demo-no-readings-2026-11-23-1");
    assertThat(deadMan.look(ACCOUNT)).isEqualTo(first);

    assertThat(told.values())
        .singleElement()
        .matches(notice -> notice.urgency() == Urgency.PAGE)
        .matches(notice -> notice.headline().contains("P0 DEAD MAN"))
        .matches(notice -> "incident-demo-no-readings-2026-11-23-1".equals(notice.incident()));
    assertThat(
            client
                .newUntypedWorkflowStub("incident-demo-no-readings-2026-11-23-1")
                .describe()
                .getWorkflowType())
        .isEqualTo("P0Response");
  }
}
