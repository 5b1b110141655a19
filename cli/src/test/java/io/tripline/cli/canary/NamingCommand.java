package io.tripline.cli.canary;

import io.tripline.workflows.canary.Offenders;

/** Breaks a rule on purpose: names a workflow class. */
public final class NamingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = Offenders.InnocentWorkflow.class;

  private NamingCommand() {}
}
