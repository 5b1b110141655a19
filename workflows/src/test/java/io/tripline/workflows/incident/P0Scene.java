package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.FakeSystemProbes;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A P0 among hand-written peers, in skipped time; each history is replayed at the end. */
abstract class P0Scene extends ProcedureScene {
  static final String ID = "incident-paper-worker-down-2026-11-24-1";

  private final AtomicReference<TestWorkflowEnvironment> time = new AtomicReference<>();
  final FakeIncidentBroker broker =
      new FakeIncidentBroker(() -> Instant.ofEpochMilli(time.get().currentTimeMillis()));
  final FakeSystemProbes system = new FakeSystemProbes();
  private int further;

  @RegisterExtension
  final TestWorkflowExtension temporal =
      SkippedTime.of(P0ResponseWorkflow.class).setInitialTime(TRIPPED).build();

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
    incident = stub("P0Response", ID);
  }

  @AfterEach
  void everyHistoryReplays(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(env.getWorkflowClient(), ID, "P0Response", name),
        P0ResponseWorkflow.class);
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

  /** One more alarm of the same cause, a second later than the one before. */
  void alarmedAgain() {
    Alarm first = alarm();
    incident.signal(
        "alarm",
        new Alarm(
            first.id(),
            first.policy(),
            first.severity(),
            first.cause(),
            first.tradingDay(),
            first.by(),
            first.reason(),
            TRIPPED.plusSeconds(++further),
            TRIPPED.plusSeconds(further),
            first.evidence()));
  }

  /** Its clocks must not run on while a test waits for a step. */
  @Override
  void pause() {
    realPause();
  }

  static StepView state(IncidentView view, P0Step step) {
    return view.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .findFirst()
        .orElseThrow();
  }
}
