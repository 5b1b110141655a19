package io.tripline.worker.canary;

import io.tripline.cli.Tripline;

/** Breaks a rule on purpose: knows who calls it. */
public final class CuriousWorker {
  /** The forbidden thing. */
  public static final Class<?> THING = Tripline.class;

  private CuriousWorker() {}
}
