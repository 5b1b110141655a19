package io.tripline.cli.review;

import io.temporal.client.WorkflowClient;
import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.workflows.review.ActionRequest;
import io.tripline.workflows.runbook.IncidentId;
import org.jspecify.annotations.Nullable;

/** Sends what is asked of an action item. */
final class Acting {
  private Acting() {}

  /** What is asked, without who asks; {@code number} is null for none. */
  record Asked(
      String what,
      @Nullable Integer number,
      @Nullable String text,
      @Nullable String owner,
      @Nullable String due) {}

  static int send(Common common, Person person, @Nullable String named, Asked asked) {
    String by = person.name();
    IncidentId incident = Target.chooseForActions(named, common, "review action " + asked.what());
    String requestId = Reviewing.requestId("action-" + asked.what(), by);
    ActionRequest request =
        new ActionRequest(
            requestId, asked.what(), asked.number(), asked.text(), asked.owner(), asked.due(), by);
    return new Reviewing(common)
        .send(
            incident,
            "action",
            requestId,
            by,
            (review, options) -> WorkflowClient.startUpdate(review::action, request, options));
  }
}
