package io.tripline.workflows.limits;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a change of a limit; any JSON shape can be read.
 *
 * @param name as in {@code tripline.yaml}, such as {@code slippage.inARow}
 * @param value as people write it, such as {@code 60} or {@code 3 %}
 */
public record LimitChangeStart(
    @Nullable String account,
    @Nullable String name,
    @Nullable String value,
    @Nullable String by,
    @Nullable String reason) {
  /** Reads an object with these components; a number counts as its text. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static LimitChangeStart read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new LimitChangeStart(null, null, null, null, null);
    }
    return new LimitChangeStart(
        text(fields.get("account")),
        text(fields.get("name")),
        text(fields.get("value")),
        text(fields.get("by")),
        text(fields.get("reason")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
