package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.killswitch.Limits;
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
  private final DeadManSwitch deadMan =
      new DeadManSwitch(
          client,
          account -> POLICY,
          notifier,
          InstantSource.fixed(NOW),
          Duration.ZERO,
          Duration.ofSeconds(3));

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
        .matches(notice -> notice.headline().contains("P0 DEAD MAN"));
    assertThat(
            client
                .newUntypedWorkflowStub("incident-demo-no-readings-2026-11-23-1")
                .describe()
                .getWorkflowType())
        .isEqualTo("P0Response");
  }
}
