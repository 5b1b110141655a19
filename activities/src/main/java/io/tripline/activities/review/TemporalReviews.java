package io.tripline.activities.review;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.incident.Reviews;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.review.ReviewStart;

/** Starts a review as a procedure of its own, which outlives the incident. Thread-safe. */
public final class TemporalReviews implements Reviews {
  private final WorkflowClient client;

  /** The client must use the workers' data converter. */
  public TemporalReviews(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void open(ReviewOrder order) {
    PostIncidentReview review =
        client.newWorkflowStub(PostIncidentReview.class, WorkflowStarts.review(order));
    try {
      WorkflowClient.start(review::run, new ReviewStart(order.incident(), order.incident()));
    } catch (WorkflowExecutionAlreadyStarted running) {
      // One that runs already is what was asked for.
      return;
    }
  }
}
