package io.tripline.activities.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of comma-separated values (RFC 4180), always one line: line breaks become spaces. */
final class Csv {
  private Csv() {}

  /** With the line break. */
  static String line(List<? extends @Nullable String> values) {
    StringBuilder line = new StringBuilder(256);
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      line.append(field(values.get(i)));
    }
    return line.append('\n').toString();
  }

  private static String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    String flat = value.replaceAll("[\\r\\n]+", " ");
    return flat.indexOf(',') < 0 && flat.indexOf('"') < 0
        ? flat
        : '"' + flat.replace("\"", "\"\"") + '"';
  }

  /** The inverse of {@link #line}, without the line break. */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
