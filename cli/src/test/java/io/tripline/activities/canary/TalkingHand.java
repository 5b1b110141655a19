package io.tripline.activities.canary;

import io.temporal.client.WorkflowClient;

/** Breaks a rule on purpose: talks to workflows outside the guard. */
public final class TalkingHand {
  /** The forbidden thing. */
  public static final Class<?> THING = WorkflowClient.class;

  private TalkingHand() {}
}
