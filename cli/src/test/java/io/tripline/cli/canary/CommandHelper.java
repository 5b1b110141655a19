package io.tripline.cli.canary;

/** Breaks a rule on purpose: by its name. */
public final class CommandHelper {
  /** The forbidden thing. */
  public static final Class<?> THING = String.class;

  private CommandHelper() {}
}
