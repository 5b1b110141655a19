package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident that a person declared while nobody could take it. Holds no key.
 *
 * @param requestId the same id is the same declaration; the file's name without its ending
 * @param level of the manual switch that a P1 trips; null for the others
 * @param declaredAt wall time: when the person knew of it
 */
public record SpooledDeclaration(
    String requestId,
    AccountName account,
    Severity severity,
    Cause cause,
    @Nullable TripLevel level,
    String by,
    String reason,
    Instant declaredAt) {
  /** The version of the file that this program writes; it reads no later one. */
  public static final int SCHEMA_VERSION = 1;

  /** Throws {@link IllegalArgumentException} where a part is missing or can't be a file's name. */
  public SpooledDeclaration {
    require("requestId", requestId);
    require("by", by);
    require("reason", reason);
    if (!requestId.matches("[a-z0-9][a-z0-9-]{0,99}")) {
      throw new IllegalArgumentException(
          "requestId: must match [a-z0-9][a-z0-9-]{0,99}, was " + requestId);
    }
    if ((severity == Severity.P1) != (level != null)) {
      throw new IllegalArgumentException("level: a P1 has one, the others have none");
    }
  }

  /** For people. */
  public String describe() {
    return severity + " " + cause.word() + " by " + by + " at " + declaredAt + ": " + reason;
  }

  private static void require(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + ": missing");
    }
  }
}
