package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.BEGUN;
import static io.tripline.workflows.review.ReviewCases.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.fakes.FakeIncidentHalts;
import io.tripline.workflows.fakes.FakeReviewArchive;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.runbook.IncidentStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guard sums up anew what fills cost once the review of a slippage incident is signed. */
class ReviewedSlippageTest {
  private static final String INCIDENT = "incident-paper-slippage-2026-11-24-1";
  private static final String ID = PostIncidentReview.idOf(INCIDENT);

  private final FakeReviewArchive journal = new FakeReviewArchive();
  private final FakeIncidentHalts guard = new FakeIncidentHalts(ReviewCases.policy("alice", "bob"));

  @RegisterExtension
  final TestWorkflowExtension temporal =
      SkippedTime.of(PostIncidentReviewWorkflow.class).setInitialTime(BEGUN).build();

  @Test
  void theSignatureTellsTheGuardWhoSigned(TestWorkflowEnvironment env, Worker worker)
      throws Exception {
    journal.knows(ReviewCases.past().stream().map(ReviewedSlippageTest::ofSlippage).toList());
    worker.registerActivitiesImplementations(
        journal, guard, (Configuration) account -> ReviewCases.policy("alice", "bob"));
    env.start();
    WorkflowStub review =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "PostIncidentReview",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(worker.getTaskQueue())
                    .build());
    review.start(new ReviewStart(INCIDENT, INCIDENT));
    review.update("contribute", ReviewAnswer.class, says("cause", "bob", "thin book at the open"));
    review.update("contribute", ReviewAnswer.class, says("lesson", "bob", "not at the open"));
    review.signal(
        "contribution", Map.of("what", "runbook", "text", "none", "by", "bob", "needed", false));
    review.signal("actionItem", Map.of("what", "none", "text", "nothing to do", "by", "bob"));
    assertThat(guard.notices()).isEmpty();
    review.update("sign", ReviewAnswer.class, new Word(null, "bob", "", null));

    assertThat(review.getResult(ReviewReport.class).state()).isEqualTo("DONE");
    assertThat(guard.notices())
        .containsExactly(
            new IncidentNotice(ReviewCases.ACCOUNT, INCIDENT, IncidentStatus.CLOSED, "bob"));
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(env.getWorkflowClient(), ID, "PostIncidentReview", "reviewed-slippage"),
        PostIncidentReviewWorkflow.class);
  }

  private static Entry ofSlippage(Entry entry) {
    return new Entry(
        entry.id(),
        entry.account(),
        entry.kind(),
        entry.at(),
        entry.marketAt(),
        INCIDENT,
        entry.actor(),
        entry.text(),
        entry.data());
  }
}
