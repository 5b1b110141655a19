package io.tripline.simulator.canary;

import io.tripline.workflows.canary.Offenders;

/** Breaks a rule on purpose: shares our types. */
public final class SharingSimulator {
  /** The forbidden thing. */
  public static final Class<?> THING = Offenders.class;

  private SharingSimulator() {}
}
