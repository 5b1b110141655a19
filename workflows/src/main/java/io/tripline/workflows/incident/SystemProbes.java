package io.tripline.workflows.incident;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a P0 looks at: processes, journal, broker, credentials and exposure. */
@ActivityInterface(namePrefix = "SystemProbes")
public interface SystemProbes {
  /** Looks at everything once; what can't be read is UNKNOWN, never a failure of this call. */
  SystemState look(AccountPolicy policy);

  /** The last actions and the process logs around a moment: bounded, secrets redacted. */
  Evidence evidence(EvidenceQuestion question);

  /**
   * Looks again until all is well or {@code within} is over; answers the last look either way. Safe
   * to repeat.
   */
  SystemState awaitWell(WellQuestion question);

  /** Around which moment. */
  record EvidenceQuestion(AccountPolicy policy, Instant around) {}

  /** For how long to wait. */
  record WellQuestion(AccountPolicy policy, Duration within) {}

  /**
   * What was found.
   *
   * @param lastActions of the audit, the oldest first
   * @param logLines of the process logs, warnings and errors only
   */
  record Evidence(List<String> lastActions, List<String> logLines) {
    /** Copies the lists. */
    public Evidence {
      lastActions = List.copyOf(lastActions);
      logLines = List.copyOf(logLines);
    }
  }
}
