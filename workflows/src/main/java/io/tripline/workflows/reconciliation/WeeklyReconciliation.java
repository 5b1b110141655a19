package io.tripline.workflows.reconciliation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Compares the broker with the journal for one week, on task queue {@code response}. Reads only;
 * from a Schedule, or by hand.
 */
@WorkflowInterface
public interface WeeklyReconciliation {
  /** The workflow id of one that is started by hand; a Schedule puts its time behind it. */
  static String idOf(AccountName account) {
    return "reconciliation-" + account;
  }

  /** Answers what was found. */
  @WorkflowMethod
  ReconciliationResult run(@Nullable ReconciliationStart start);

  /** Where it stands. */
  @QueryMethod(description = "What is being compared, in words")
  String status();
}
