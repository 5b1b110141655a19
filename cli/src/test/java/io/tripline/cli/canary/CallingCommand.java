package io.tripline.cli.canary;

import io.tripline.activities.broker.canary.Hand;

/** Breaks a rule on purpose: calls the broker for no reason. */
public final class CallingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = Hand.class;

  private CallingCommand() {}
}
