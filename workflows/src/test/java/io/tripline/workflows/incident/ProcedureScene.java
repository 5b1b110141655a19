package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fakes.FakeIncidentArchive;
import io.tripline.workflows.fakes.FakeIncidentHalts;
import io.tripline.workflows.fakes.FakeIncidentInquiry;
import io.tripline.workflows.fakes.FakeReviews;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.util.function.Predicate;

/** What the tests of every procedure share: the peers that it talks to, and looks at it. */
@SuppressWarnings("NullAway.Init") // set by begins() and by each test's own set-up
abstract class ProcedureScene {
  final FakeIncidentHalts guard = new FakeIncidentHalts(P1Cases.policy());
  final FakeIncidentInquiry inquiry = new FakeIncidentInquiry();
  final FakeIncidentArchive archive = new FakeIncidentArchive();
  final FakeReviews reviews = new FakeReviews();

  TestWorkflowEnvironment env;
  WorkflowStub incident;
  private String queue = "";

  /** Starts the server with these peers on the worker. */
  void begins(TestWorkflowEnvironment environment, Worker worker, Object... activities) {
    env = environment;
    queue = worker.getTaskQueue();
    worker.registerActivitiesImplementations(activities);
    environment.start();
  }

  /** A handle on one that need not run yet. */
  WorkflowStub stub(String workflowType, String id) {
    return env.getWorkflowClient().newUntypedWorkflowStub(workflowType, options(id).build());
  }

  /** One that starts the workflow with its first message, or joins the one that runs. */
  WorkflowStub startingStub(String workflowType, String id) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            workflowType,
            options(id)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
  }

  private WorkflowOptions.Builder options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue);
  }

  /** The configuration, which knows one account. */
  static AccountPolicy configured(AccountName account) {
    if (account.equals(ACCOUNT)) {
      return P1Cases.policy();
    }
    throw Fault.CONFIGURATION.failure("account " + account + " is not in tripline.yaml");
  }

  IncidentView view() {
    return incident.query("view", IncidentView.class);
  }

  IncidentView until(Predicate<IncidentView> condition) {
    IncidentView last = view();
    for (int i = 0; i < 400 && !condition.test(last); i++) {
      pause();
      last = view();
    }
    assertThat(last).matches(condition);
    return last;
  }

  /** Between two looks: a second that is skipped, so that waits of the procedure end. */
  void pause() {
    env.sleep(Duration.ofSeconds(1));
  }

  /** Between two looks of a procedure whose timers must not run on meanwhile. */
  static void realPause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  IncidentReport result() {
    return incident.getResult(IncidentReport.class);
  }

  String report() {
    return archive.reports().getLast().text();
  }
}
