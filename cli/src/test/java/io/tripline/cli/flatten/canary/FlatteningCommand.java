package io.tripline.cli.flatten.canary;

import io.tripline.activities.broker.canary.Hand;

/** Innocent: here the broker client is allowed. */
public final class FlatteningCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = Hand.class;

  private FlatteningCommand() {}
}
