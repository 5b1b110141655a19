package io.tripline.activities.guard.canary;

import io.temporal.client.WorkflowClient;

/** Innocent: here a client is allowed. */
public final class TalkingGuard {
  /** The forbidden thing. */
  public static final Class<?> THING = WorkflowClient.class;

  private TalkingGuard() {}
}
