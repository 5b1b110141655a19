package io.tripline.activities.notify.canary;

/** What no command may use. */
public final class OtherHand {
  /** The forbidden thing. */
  public static final Class<?> THING = String.class;

  private OtherHand() {}
}
