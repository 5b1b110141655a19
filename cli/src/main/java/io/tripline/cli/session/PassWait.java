package io.tripline.cli.session;

import io.tripline.workflows.session.SessionReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for one pass, but not for ever: cron must come back where its worker is gone. */
final class PassWait {
  static final Duration EACH = Duration.ofSeconds(30);

  /** Together longer than any pass that comes to its end. */
  static final int ROUNDS = 30;

  private PassWait() {}

  /** The result of a pass. */
  @FunctionalInterface
  interface Pass {
    SessionReport result(Duration patience) throws TimeoutException;
  }

  /** Its result; empty where nobody works on it, or it takes too long. */
  static Optional<SessionReport> await(Pass pass, BooleanSupplier worked) {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        return Optional.of(pass.result(EACH));
      } catch (TimeoutException e) {
        if (!worked.getAsBoolean()) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
