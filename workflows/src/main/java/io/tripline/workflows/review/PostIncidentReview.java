package io.tripline.workflows.review;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.incident.Word;

/**
 * The runbook's "Post-Incident Review", held by people: it asks, reminds, keeps and closes. On task
 * queue {@code response}, under the id {@code review-<incident>}; ends when it is signed and every
 * action item is done, never by time-out.
 */
@WorkflowInterface
public interface PostIncidentReview {
  /** Workflow id of an incident's review. */
  static String idOf(String incident) {
    return ReviewOrder.reviewOf(incident);
  }

  /** Walks the review document. */
  @WorkflowMethod(name = "PostIncidentReview")
  ReviewReport run(ReviewStart start);

  /** Adds what somebody found. */
  @UpdateMethod(
      name = "contribute",
      description =
          "Say what was found: {\"what\":\"cause|factor|lesson|runbook|report\",\"text\":\"…\",\"by\":\"name\"}"
              + " (runbook: add \"needed\":true|false)")
  ReviewAnswer contribute(Contribution contribution);

  /** Refuses only what can't be read as a contribution. */
  @UpdateValidatorMethod(updateName = "contribute")
  void checkContribute(Contribution contribution);

  /** The same without an answer; a refusal shows on the run sheet. */
  @SignalMethod(
      name = "contribution",
      description =
          "Say what was found: {\"what\":\"cause|factor|lesson|runbook|report\",\"text\":\"…\",\"by\":\"name\"}"
              + " (runbook: add \"needed\":true|false)")
  void contribution(Contribution contribution);

  /**
   * Adds, assigns or finishes an action item; also after the review was signed, and then a new one
   * needs owner and due date at once.
   */
  @UpdateMethod(
      name = "action",
      description =
          "Action items: {\"what\":\"add\",\"text\":\"…\",\"owner\":\"name\",\"due\":\"2026-12-31\",\"by\":\"name\"}"
              + " or {\"what\":\"assign|done\",\"number\":1,…} or {\"what\":\"none\",\"text\":\"why\",\"by\":\"name\"}")
  ReviewAnswer action(ActionRequest request);

  /** Refuses only what can't be read as a request. */
  @UpdateValidatorMethod(updateName = "action")
  void checkAction(ActionRequest request);

  /** The same without an answer; a refusal shows on the run sheet. */
  @SignalMethod(
      name = "actionItem",
      description =
          "Action items: {\"what\":\"add\",\"text\":\"…\",\"owner\":\"name\",\"due\":\"2026-12-31\",\"by\":\"name\"}"
              + " or {\"what\":\"assign|done\",\"number\":1,…} or {\"what\":\"none\",\"text\":\"why\",\"by\":\"name\"}")
  void actionItem(ActionRequest request);

  /** Signs the review; refused while something is missing. */
  @UpdateMethod(name = "sign", description = "Sign the review: {\"by\":\"name\",\"reason\":\"…\"}")
  ReviewAnswer sign(Word word);

  /** Refuses what names nobody. */
  @UpdateValidatorMethod(updateName = "sign")
  void checkSign(Word word);

  /** The same without an answer; a refusal shows on the run sheet. */
  @SignalMethod(
      name = "signature",
      description = "Sign the review: {\"by\":\"name\",\"reason\":\"…\"}")
  void signature(Word word);

  /** Everything that people see of it. */
  @QueryMethod(name = "view", description = "The review as people see it")
  ReviewView view();
}
