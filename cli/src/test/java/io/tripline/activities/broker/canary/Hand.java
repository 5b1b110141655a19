package io.tripline.activities.broker.canary;

/** What a command may want to use. */
public final class Hand {
  /** The forbidden thing. */
  public static final Class<?> THING = String.class;

  private Hand() {}
}
