package io.tripline.workflows.killswitch;

/**
 * Refuses a number that is out of its range. Not part of {@link Limits}: the parts of the limits
 * check themselves while {@code Limits.DEFAULT} is made of them, and a class that waits for another
 * to be initialised would see no default there yet.
 */
final class Allowed {
  private Allowed() {}

  static void require(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": must be " + allowed + ", was " + was);
    }
  }
}
