package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that must happen within a time. */
final class Waiting {
  private Waiting() {}

  /** Fails the drill in words when it does not happen. */
  static void until(String what, Duration within, BooleanSupplier happened)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new CommandFailure(
            ExitCode.FAILED, what + ": did not happen within " + within.toSeconds() + " s");
      }
      Thread.sleep(200);
    }
  }
}
