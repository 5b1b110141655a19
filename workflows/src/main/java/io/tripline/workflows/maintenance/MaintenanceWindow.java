package io.tripline.workflows.maintenance;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Mends what waits, outside market hours, on task queue {@code response}; or only looks, at any
 * time, and declares what it finds. From Schedules, or by hand.
 */
@WorkflowInterface
public interface MaintenanceWindow {
  /** The workflow id of one that is started by hand; a Schedule puts its time behind it. */
  static String idOf(AccountName account) {
    return "maintenance-" + account;
  }

  /** Answers what was found and done. */
  @WorkflowMethod
  MaintenanceResult run(@Nullable MaintenanceStart start);

  /** Where it stands. */
  @QueryMethod(description = "What is being looked at or mended, in words")
  String status();
}
