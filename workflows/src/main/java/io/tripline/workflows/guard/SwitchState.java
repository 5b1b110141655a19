package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.Observation;
import java.time.Instant;

/**
 * What a switch read last.
 *
 * @param since wall time since which its check has been the same
 */
public record SwitchState(Observation seen, Instant since) {
  /** With a later reading. */
  SwitchState then(Observation later) {
    return new SwitchState(later, later.check() == seen.check() ? since : later.at());
  }
}
