package io.tripline.workflows.killswitch;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which causes an incident that nobody tripped may have. A trip, and an alarm of the machine, join
 * the open incident of their cause: it has to be one that does what they ask for.
 */
public final class CauseRules {
  private CauseRules() {}

  /** Why nobody may declare that; empty where people may. */
  public static Optional<String> against(Severity severity, Cause cause) {
    if (severity == Severity.P0 || cause.outage()) {
      return severity == Severity.P0 && cause.outage()
          ? Optional.empty()
          : Optional.of(
              cause.outage()
                  ? "cause: " + cause.word() + " is an outage, which is a P0, was " + severity
                  : "cause: must be one of " + outages() + " for a P0, was " + cause.word());
    }
    return Arrays.stream(KillSwitch.values())
        .filter(each -> each.cause() == cause && each.severity() == Severity.P1)
        .findFirst()
        .map(each ->
            "cause: "
                + cause.word()
                + " is that of kill switch "
                + each
                + ", which declares it as a P1; was "
                + severity);
  }

  private static String outages() {
    return Arrays.stream(Cause.values())
        .filter(Cause::outage)
        .map(Cause::word)
        .collect(Collectors.joining(", "));
  }
}
