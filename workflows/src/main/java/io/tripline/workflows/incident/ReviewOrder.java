package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.runbook.Severity;

/**
 * Which incident is to be reviewed; what happened in it the review reads from the journal, so that
 * all of it must be written before.
 */
public record ReviewOrder(AccountPolicy policy, String incident, Severity severity) {
  /** Workflow id of the review. */
  public String reviewId() {
    return reviewOf(incident);
  }

  /** Workflow id of an incident's review. */
  public static String reviewOf(String incident) {
    return "review-" + incident;
  }
}
