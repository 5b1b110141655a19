package io.tripline.workflows.incident;

import io.tripline.workflows.runbook.Severity;
import java.util.Optional;

/**
 * Which severity an incident may be regraded to. A document is walked to its end, so that only a P2
 * may become the P1 that holds a halt of its own; no regrade ever lifts a halt. Pure.
 */
final class RegradeRules {
  private RegradeRules() {}

  /**
   * Why not; empty when it may.
   *
   * @param walks severity of the document that the incident goes through
   */
  static Optional<String> objection(Severity walks, Severity wanted) {
    return switch (walks) {
      case P0 ->
          wanted.compareTo(Severity.P1) > 0
              ? Optional.of("a system that is down is P1 at least until it is verified")
              : Optional.empty();
      case P1 ->
          wanted.compareTo(Severity.P1) > 0
              ? Optional.of("it owns a halt: it is P1 at least, and no regrade lifts a halt")
              : Optional.empty();
      case P2 ->
          wanted == Severity.P0
              ? Optional.of("a P0 has steps of its own: ./tripline incident declare P0")
              : Optional.empty();
      case P3 ->
          wanted.compareTo(Severity.P2) < 0
              ? Optional.of(
                  "a P3 waits for maintenance: regrade it to P2 at most, or halt with ./tripline"
                      + " incident declare P1")
              : Optional.empty();
    };
  }

  /** True where the account must be halted for it: a P1 says "trading halted". */
  static boolean halts(Severity walks, Severity wanted) {
    return walks == Severity.P2 && wanted == Severity.P1;
  }
}
