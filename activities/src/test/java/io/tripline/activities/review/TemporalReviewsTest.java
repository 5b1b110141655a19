package io.tripline.activities.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No worker runs here: what is started stays as it was started. */
class TemporalReviewsTest {
  private static final String INCIDENT = "incident-demo-daily-loss-2026-11-23-1";
  private static final ReviewOrder ORDER =
      new ReviewOrder(
          new AccountPolicy(
              new AccountName("demo"),
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
              "default"),
          INCIDENT,
          Severity.P1);

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .registerSearchAttribute("Account", keyword())
              .registerSearchAttribute("IncidentSeverity", keyword())
              .registerSearchAttribute("IncidentStatus", keyword())
              .registerSearchAttribute("IncidentCause", keyword())
              .build());

  private static IndexedValueType keyword() {
    return IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aReviewIsStartedOnceOnQueueResponseWithWhatPeopleSearchBy() {
    TemporalReviews reviews = new TemporalReviews(temporal.getWorkflowClient());
    reviews.open(ORDER);
    var first = temporal.getWorkflowClient().newUntypedWorkflowStub(ORDER.reviewId()).describe();
    reviews.open(ORDER);
    var again = temporal.getWorkflowClient().newUntypedWorkflowStub(ORDER.reviewId()).describe();
    assertThat(again.getExecution().getRunId()).isEqualTo(first.getExecution().getRunId());
    assertThat(first.getWorkflowType()).isEqualTo("PostIncidentReview");
    assertThat(first.getTaskQueue()).isEqualTo(TaskQueues.RESPONSE);
    assertThat(first.getTypedSearchAttributes().get(SearchAttributes.INCIDENT_STATUS))
        .isEqualTo("IN_REVIEW");
    assertThat(first.getTypedSearchAttributes().get(SearchAttributes.INCIDENT_CAUSE))
        .isEqualTo("daily-loss");
    assertThat(WorkflowStarts.review(ORDER).getStaticSummary())
        .isEqualTo("Post-incident review of " + INCIDENT + " (SIMULATOR, DRILL)");
  }
}
