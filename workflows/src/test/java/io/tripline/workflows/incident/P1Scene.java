package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static io.tripline.workflows.incident.P1Cases.says;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.FakeIncidentInquiry;
import io.tripline.workflows.fakes.FakeSystemProbes;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.P1Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A P1 among hand-written peers, in skipped time; each history is replayed at the end. */
abstract class P1Scene extends ProcedureScene {
  /**
   * What the procedure itself asks for. How many workflow tasks carry it depends on how fast the
   * machine is; on a quiet one it is about 140 events in all.
   */
  private static final int OWN_EVENTS = 97;

  /** What a promised update costs: its timer, the notice, and the tasks round them. */
  private static final int PROMISED = 11;

  private final AtomicReference<TestWorkflowEnvironment> time = new AtomicReference<>();
  final FakeIncidentBroker broker =
      new FakeIncidentBroker(() -> Instant.ofEpochMilli(time.get().currentTimeMillis()));
  final FakeSystemProbes system = new FakeSystemProbes();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      SkippedTime.of(P1ResponseWorkflow.class).setInitialTime(TRIPPED).build();

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    time.set(environment);
    begins(
        environment,
        worker,
        guard,
        broker,
        inquiry,
        system,
        archive,
        reviews,
        (Configuration) ProcedureScene::configured);
    incident = stub("P1Response", ID);
  }

  /** With {@code -Dtripline.histories=DIR} each history is also stored there, for ReplayTest. */
  @AfterEach
  void everyHistoryReplaysAndStaysSmall(TestInfo test) throws Exception {
    WorkflowClient client = env.getWorkflowClient();
    var history = client.fetchHistory(ID);
    String store = System.getProperty("tripline.histories");
    if (store != null) {
      String name = test.getTestMethod().orElseThrow().getName();
      Files.writeString(
          Path.of(store, "P1Response-" + name + "-2.json"),
          withoutThisMachine(history.toJson(true)));
    }
    HistoryShelf.take(client, ID, "P1Response", test.getTestMethod().orElseThrow().getName());
    WorkflowReplayer.replayWorkflowExecution(history, P1ResponseWorkflow.class);
    assertThat(own(history)).isLessThanOrEqualTo(eventBudget());
  }

  /** How many events of its own a test's history may have. */
  int eventBudget() {
    return 2 * OWN_EVENTS + 4 * PROMISED;
  }

  private static long own(WorkflowExecutionHistory history) {
    return history.getHistory().getEventsList().stream()
        .filter(event -> !event.getEventType().name().contains("_WORKFLOW_TASK_"))
        .count();
  }

  /** Identities and sticky queues name process and host. */
  static String withoutThisMachine(String history) {
    return history.replaceAll("[0-9]+@[A-Za-z0-9.-]+", "1@test");
  }

  void keepsTheEventBudget() {
    keepsTheEventBudget(0);
  }

  /**
   * Each test of the broker's API costs 8 events more: its activity, its wait, its entry. A halt
   * over a night has one promised update.
   */
  void keepsTheEventBudget(int apiTests) {
    assertThat(own(env.getWorkflowClient().fetchHistory(ID)))
        .isLessThanOrEqualTo(OWN_EVENTS + 8 * apiTests);
  }

  void alerted(IncidentBrief brief) {
    incident.signalWithStart(
        "alert",
        new Object[] {brief},
        new Object[] {new IncidentStart(ACCOUNT, "guard-paper", brief.reason())});
  }

  void judged(LossVerdict verdict) {
    incident.signal(
        "verdict", new Dispatch.VerdictFor(ID, 1, FakeIncidentInquiry.judgement(verdict)));
  }

  void flat() {
    incident.signal("flatten", P1Cases.flat(TRIPPED.plusSeconds(20)));
  }

  void waitsForTheNextDay() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    flat();
    until(view -> state(view, P1Step.NEXT_DAY).outcome().contains("2026-11-25"));
  }

  /** Its clocks must not run on while a test waits for a step. */
  @Override
  void pause() {
    realPause();
  }

  static StepView state(IncidentView view, P1Step step) {
    return view.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .findFirst()
        .orElseThrow();
  }

  DecisionAnswer decide(String id, String by, String verdict, String gate) {
    return incident.update("decide", DecisionAnswer.class, says(id, by, verdict, gate));
  }

  ResetAsked asks(String by) {
    return incident.update("requestReset", ResetAsked.class, word(by, "incident_response"));
  }

  static Fault faultOf(Throwable thrown) {
    return Fault.of(thrown).orElseThrow();
  }
}
