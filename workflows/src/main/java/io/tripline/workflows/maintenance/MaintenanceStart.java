package io.tripline.workflows.maintenance;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts maintenance; any JSON shape can be read.
 *
 * @param checkOnly true: look and declare, mend nothing; whatever is no truth value counts as true
 */
public record MaintenanceStart(@Nullable String account, boolean checkOnly) {
  /** Reads an object with these components. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MaintenanceStart read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new MaintenanceStart(null, true);
    }
    Object account = fields.get("account");
    Object only = fields.get("checkOnly");
    return new MaintenanceStart(
        account == null ? null : account.toString(), only != null && !Boolean.FALSE.equals(only));
  }
}
