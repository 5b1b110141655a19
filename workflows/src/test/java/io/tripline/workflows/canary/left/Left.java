package io.tripline.workflows.canary.left;

import io.tripline.workflows.canary.right.Right;

/** Needs what needs it. */
public final class Left {
  private Left() {}

  /** Closes the circle. */
  public static void go() {
    Right.go();
  }
}
