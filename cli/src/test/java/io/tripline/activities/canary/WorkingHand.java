package io.tripline.activities.canary;

import io.temporal.worker.Worker;

/** Breaks a rule on purpose: could start a worker. */
public final class WorkingHand {
  /** The forbidden thing. */
  public static final Class<?> THING = Worker.class;

  private WorkingHand() {}
}
