package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/**
 * The long, heartbeating activity that reads the account and acts on a breach: it cancels the open
 * orders that could raise exposure (the reflex), then sends the Update {@code trip}.
 */
@ActivityInterface(namePrefix = "Watch")
public interface Watch {
  /** Runs until the plan says {@code handOver}, or the activity is cancelled. */
  WatchEnd watch(WatchStart start);

  /** Whose account. */
  record WatchStart(AccountName account, String guardWorkflowId) {}

  /** Why it returned. */
  record WatchEnd(String reason, long readings) {}
}
