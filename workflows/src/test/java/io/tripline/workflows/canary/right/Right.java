package io.tripline.workflows.canary.right;

import io.tripline.workflows.canary.left.Left;

/** Needs what needs it. */
public final class Right {
  private Right() {}

  /** Closes the circle. */
  public static void go() {
    Left.go();
  }
}
