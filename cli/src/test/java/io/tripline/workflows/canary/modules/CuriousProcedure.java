package io.tripline.workflows.canary.modules;

import io.tripline.cli.Tripline;

/** Breaks a rule on purpose: knows who calls it. */
public final class CuriousProcedure {
  /** The forbidden thing. */
  public static final Class<?> THING = Tripline.class;

  private CuriousProcedure() {}
}
