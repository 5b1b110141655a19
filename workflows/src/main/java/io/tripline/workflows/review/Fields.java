package io.tripline.workflows.review;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what people send: a field of another shape counts as absent. */
final class Fields {
  private Fields() {}

  static @Nullable String text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  /** A number, also as text. */
  static @Nullable Integer number(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value instanceof Integer number) {
      return number;
    }
    return value instanceof String text && text.strip().matches("\\d{1,6}")
        ? Integer.valueOf(text.strip())
        : null;
  }

  /** True or false, also as text or as yes and no. */
  static @Nullable Boolean truth(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof String text) {
      return switch (text.strip()) {
        case "true", "yes" -> Boolean.TRUE;
        case "false", "no" -> Boolean.FALSE;
        default -> null;
      };
    }
    return null;
  }
}
