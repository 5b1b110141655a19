package io.tripline.cli.canary;

import io.tripline.activities.notify.canary.OtherHand;

/** Breaks a rule on purpose: uses hands that are not its own. */
public final class NotifyingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = OtherHand.class;

  private NotifyingCommand() {}
}
