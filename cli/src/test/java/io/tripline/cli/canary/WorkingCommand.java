package io.tripline.cli.canary;

import io.tripline.worker.canary.CuriousWorker;

/** Breaks a rule on purpose: starts a worker. */
public final class WorkingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = CuriousWorker.class;

  private WorkingCommand() {}
}
