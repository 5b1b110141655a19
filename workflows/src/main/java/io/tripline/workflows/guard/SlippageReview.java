package io.tripline.workflows.guard;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import java.util.Optional;

/**
 * What counts as people having looked into what fills cost, so that its cumulative sum begins anew
 * (risk.md section 6.2). The machine alone never does. Pure.
 */
final class SlippageReview {
  private SlippageReview() {}

  /** People reset a halt of the slippage switch; answers who. */
  static Optional<String> of(Trip standing, ResetRequest request) {
    return standing.killSwitch() == KillSwitch.K4
            && standing.epoch() == request.epoch()
            && !request.automatic()
        ? Optional.of("reset by " + String.join(", ", request.by()))
        : Optional.empty();
  }

  /** A person resolved an incident about slippage, or signed its review; answers who. */
  static Optional<String> of(IncidentNotice notice) {
    String by = notice.by();
    if (by == null || !aboutSlippage(notice.incident())) {
      return Optional.empty();
    }
    return switch (notice.status()) {
      case RESOLVED -> Optional.of("resolved by " + shown(by));
      case CLOSED -> Optional.of("review signed by " + shown(by));
      case DECLARED, ACKNOWLEDGED, MITIGATED, IN_REVIEW, CANCELLED, MERGED -> Optional.empty();
    };
  }

  private static boolean aboutSlippage(String incident) {
    try {
      return new IncidentId(incident).cause().filter(Cause::slippage).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Several sign as one line; what is no name is not written down. */
  private static String shown(String by) {
    try {
      return PersonName.of(by, "by").shown();
    } catch (Refusal e) {
      return "somebody";
    }
  }
}
