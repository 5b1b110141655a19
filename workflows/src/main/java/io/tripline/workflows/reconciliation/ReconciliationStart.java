package io.tripline.workflows.reconciliation;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a reconciliation; any JSON shape can be read.
 *
 * @param week such as {@code 2026-W47}; absent: by the broker's clock the last week that is over
 *     for the schedule, this week for people
 * @param by who asked; absent: the schedule
 */
public record ReconciliationStart(
    @Nullable String account, @Nullable String week, @Nullable String by) {
  /** Reads an object with these components. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ReconciliationStart read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new ReconciliationStart(null, null, null);
    }
    return new ReconciliationStart(
        text(fields.get("account")), text(fields.get("week")), text(fields.get("by")));
  }

  /** What is there but is no text is kept as such, so that it is refused and not left out. */
  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
