package io.tripline.workflows.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tripline.workflows.broker.AccountName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts an incident; any JSON shape can be read, because a start argument that can't would block
 * the procedure for ever. The guard sends its brief by the signal {@code alert} of the same
 * Signal-with-Start; a start without that signal is one by hand: it names the account, who declares
 * it and why; a P1 then trips the manual switch itself.
 *
 * @param account null when missing or malformed
 * @param cause such as {@code worker-down}; null where the procedure has one of its own, or the
 *     workflow id says it
 */
public record IncidentStart(
    @Nullable AccountName account,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String cause) {
  /** Without a cause. */
  public IncidentStart(
      @Nullable AccountName account, @Nullable String by, @Nullable String reason) {
    this(account, by, reason, null);
  }

  /** Reads an object with the four components; what is not usable becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static IncidentStart read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new IncidentStart(null, null, null, null);
    }
    return new IncidentStart(
        accountOf(fields.get("account")),
        text(fields.get("by")),
        text(fields.get("reason")),
        text(fields.get("cause")));
  }

  private static @Nullable AccountName accountOf(@Nullable Object value) {
    try {
      return value instanceof String name ? new AccountName(name) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
