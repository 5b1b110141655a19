package io.tripline.cli.canary;

import io.tripline.simulator.canary.SharingSimulator;

/** Breaks a rule on purpose: starts a simulator. */
public final class SimulatingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = SharingSimulator.class;

  private SimulatingCommand() {}
}
