package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a gate; any JSON shape can be read. {@code what}: {@code accept-residual} or {@code
 * abort}.
 */
public record FlattenProposal(@Nullable String by, @Nullable String reason, @Nullable String what) {
  /** Reads an object with these components; what is not a text becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FlattenProposal read(@Nullable Object json) {
    Map<?, ?> fields = json instanceof Map<?, ?> object ? object : Map.of();
    return new FlattenProposal(
        text(fields.get("by")), text(fields.get("reason")), text(fields.get("what")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
