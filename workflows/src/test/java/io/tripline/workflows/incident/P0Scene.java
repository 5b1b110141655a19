package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentArchive;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.FakeIncidentHalts;
import io.tripline.workflows.fakes.FakeIncidentInquiry;
import io.tripline.workflows.fakes.FakeReviews;
import io.tripline.workflows.fakes.FakeSystemProbes;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A P0 among hand-written peers, in skipped time; each history is replayed at the end. */
abstract class P0Scene {
  static final String ID = "incident-paper-worker-down-2026-11-24-1";

  private final AtomicReference<TestWorkflowEnvironment> time = new AtomicReference<>();
  final FakeIncidentBroker broker =
      new FakeIncidentBroker(() -> Instant.ofEpochMilli(time.get().currentTimeMillis()));
  final FakeIncidentHalts guard = new FakeIncidentHalts(P1Cases.policy());
  final FakeIncidentInquiry inquiry = new FakeIncidentInquiry();
  final FakeSystemProbes system = new FakeSystemProbes();
  final FakeIncidentArchive archive = new FakeIncidentArchive();
  final FakeReviews reviews = new FakeReviews();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      TestWorkflowExtension.newBuilder()
          .registerWorkflowImplementationTypes(P0ResponseWorkflow.class)
          .registerSearchAttribute(
              SearchAttributes.ACCOUNT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_SEVERITY.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_STATUS.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_CAUSE.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.RUNBOOK_STEP.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.AWAITING_APPROVAL.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .setInitialTime(TRIPPED)
          .setDoNotStart(true)
          .build();

  TestWorkflowEnvironment env;
  WorkflowStub incident;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    env = environment;
    time.set(environment);
    worker.registerActivitiesImplementations(
        guard, broker, inquiry, system, archive, reviews, (Configuration) P0Scene::configured);
    environment.start();
    incident =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "P0Response",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(worker.getTaskQueue())
                    .build());
  }

  @AfterEach
  void everyHistoryReplays(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(env.getWorkflowClient(), ID, "P0Response", name),
        P0ResponseWorkflow.class);
  }

  static AccountPolicy configured(AccountName account) {
    if (account.equals(ACCOUNT)) {
      return P1Cases.policy();
    }
    throw Fault.CONFIGURATION.failure("account " + account + " is not in tripline.yaml");
  }

  static Alarm alarm() {
    return alarm(P1Cases.policy());
  }

  static Alarm alarm(AccountPolicy policy) {
    return new Alarm(
        new IncidentId(ID),
        policy,
        Severity.P0,
        Cause.WORKER_DOWN,
        TradingDay.parse("2026-11-24"),
        "the guard",
        "no worker answers on the trading queue",
        TRIPPED,
        TRIPPED,
        Map.of("session on the books", "session-paper-2026-11-24"));
  }

  void alarmed() {
    alarmed(alarm());
  }

  void alarmed(Alarm alarm) {
    incident.signalWithStart(
        "alarm",
        new Object[] {alarm},
        new Object[] {new IncidentStart(ACCOUNT, "the guard", "x", "worker-down")});
  }

  void alarmedAgain() {
    incident.signal("alarm", alarm());
  }

  IncidentView view() {
    return incident.query("view", IncidentView.class);
  }

  IncidentView until(Predicate<IncidentView> condition) {
    IncidentView last = view();
    for (int i = 0; i < 400 && !condition.test(last); i++) {
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      last = view();
    }
    assertThat(last).matches(condition);
    return last;
  }

  static StepView state(IncidentView view, P0Step step) {
    return view.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .findFirst()
        .orElseThrow();
  }

  IncidentReport result() {
    return incident.getResult(IncidentReport.class);
  }

  String report() {
    return archive.reports().get(0).text();
  }
}
