package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person's push; any JSON shape can be read. */
public record FlattenNudge(@Nullable String by, @Nullable String reason) {
  /** Reads an object with these components; what is not a text becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FlattenNudge read(@Nullable Object json) {
    Map<?, ?> fields = json instanceof Map<?, ?> object ? object : Map.of();
    return new FlattenNudge(text(fields.get("by")), text(fields.get("reason")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
