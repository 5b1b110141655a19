package io.tripline.workflows.maintenance;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an incident hears of its fix; any JSON shape can be read.
 *
 * @param by the maintenance run, or a person
 * @param mended false: a person is needed
 * @param detail what was done, or what is needed
 */
public record Mended(@Nullable String by, boolean mended, @Nullable String detail) {
  /** The signal that carries it. */
  public static final String SIGNAL = "mended";

  /** Reads an object with these components. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Mended read(@Nullable Object json) {
    Map<?, ?> fields = json instanceof Map<?, ?> map ? map : Map.of();
    Object by = fields.get("by");
    Object detail = fields.get("detail");
    return new Mended(
        by == null ? null : by.toString(),
        Boolean.TRUE.equals(fields.get("mended")),
        detail == null ? null : detail.toString());
  }
}
