package io.tripline.activities.canary;

import io.tripline.cli.Tripline;

/** Breaks a rule on purpose: knows who calls it. */
public final class CuriousHand {
  /** The forbidden thing. */
  public static final Class<?> THING = Tripline.class;

  private CuriousHand() {}
}
