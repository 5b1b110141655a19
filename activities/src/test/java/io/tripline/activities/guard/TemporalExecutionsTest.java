package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.session.TradingSession;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemporalExecutionsTest {
  private static final AccountName ACCOUNT = new AccountName("demo");
  private static final String DAY = "2026-11-23";
  private static final Executions.ExecutionOrder ORDER =
      new Executions.ExecutionOrder(
          ACCOUNT,
          DAY,
          ExecutionChange.read(Map.of("requestId", "r1", "by", "ada", "orderType", "limit")));

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final TemporalExecutions executions = new TemporalExecutions(client);

  @BeforeEach
  void start() {
    temporal
        .newWorker("sessions")
        .registerWorkflowImplementationTypes(
            StubProcedures.Flattening.class, StubProcedures.Session.class);
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private void runs(String type, Object argument) {
    client
        .newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(TradingSession.idOf(ACCOUNT, DAY))
                .setTaskQueue("sessions")
                .build())
        .start(argument);
  }

  @Test
  void withoutASessionNothingIsChanged() {
    assertThat(executions.change(ORDER)).isEqualTo(new Executions.Changed(null, null, null));
  }

  @Test
  void whatMayPassIsTriedAgain() {
    // A session that does not know the request, as one whose worker is being replaced.
    runs("Flatten", FlattenStart.of(ACCOUNT));
    assertThatThrownBy(() -> executions.change(ORDER))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse())
        .hasMessageContaining("session session-demo-2026-11-23: ");
  }
}
