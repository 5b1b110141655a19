package io.tripline.workflows.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a named person says; any JSON shape can be read. {@code text} serves notes, {@code reason}
 * the rest.
 */
public record Word(
    @Nullable String requestId,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String text) {
  /** Reads an object with the four components; what is not a text becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Word read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new Word(null, null, null, null);
    }
    return new Word(
        text(fields.get("requestId")),
        text(fields.get("by")),
        text(fields.get("reason")),
        text(fields.get("text")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
