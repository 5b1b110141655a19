package io.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's words go: data to stdout as a table, JSON or JSON lines, talk to stderr. Times
 * are ISO-8601 in UTC; every JSON document carries {@code schemaVersion}. Thread-safe as far as its
 * writers are.
 */
public final class Output {
  /** Raised when a field is renamed, removed or changes its meaning. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");

  /** How data is written. */
  public enum Format {
    /** For people. */
    TABLE,
    /** One document. */
    JSON,
    /** One document per line. */
    JSONL
  }

  private final Format format;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Data goes to {@code out}, talk to {@code err}. */
  public Output(Format format, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.out = out;
    this.err = err;
  }

  /** True where a program reads. */
  public boolean forMachines() {
    return format != Format.TABLE;
  }

  /** What others wrote may be shown, and may not steer the terminal or turn the text around. */
  static String harmless(String text) {
    return STEERING
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement("\\u%04x".formatted((int) found.group().charAt(0))));
  }

  /** Talk: one line for the person at the terminal. */
  public void say(String line) {
    err.println(harmless(line));
    err.flush();
  }

  /** A line of data for people; nothing when a program reads. */
  public void line(String line) {
    if (!forMachines()) {
      out.println(harmless(line));
      out.flush();
    }
  }

  /** One object: a name and a value per line, or one JSON document. */
  public void object(Map<String, ? extends @Nullable Object> fields) {
    if (forMachines()) {
      writeJson(versioned(fields), format == Format.JSON);
    } else {
      int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
      fields.forEach((name, value) -> out.println(pad(name, width) + "  " + text(value)));
      out.flush();
    }
  }

  /** One object; a program gets it on one line, since it waits for it while the command runs. */
  public void announcement(Map<String, ? extends @Nullable Object> fields) {
    if (forMachines()) {
      writeJson(versioned(fields), false);
    } else {
      object(fields);
    }
  }

  /** A JSON document only; people were told by {@link #line}. */
  public void document(Map<String, ? extends @Nullable Object> fields) {
    if (forMachines()) {
      writeJson(versioned(fields), format == Format.JSON);
    }
  }

  /** Rows of the same columns: a table, one document with an array, or a document per line. */
  public void rows(String name, List<? extends Map<String, ? extends @Nullable Object>> rows) {
    switch (format) {
      case TABLE -> table(rows);
      case JSON -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put(name, rows);
        writeJson(versioned(all), true);
      }
      case JSONL -> rows.forEach(row -> writeJson(versioned(row), false));
    }
  }

  /** Any value as JSON tree, with the rules of this class. */
  public static Object tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** The data's name as a heading: {@code begunAt} is BEGUN AT. */
  private static String heading(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
  }

  private void table(List<? extends Map<String, ? extends @Nullable Object>> rows) {
    if (rows.isEmpty()) {
      out.println("(none)");
      out.flush();
      return;
    }
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Output::heading).toList());
    rows.forEach(row -> cells.add(columns.stream().map(column -> text(row.get(column))).toList()));
    for (List<String> line : cells) {
      StringBuilder built = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        int width = cells.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        built.append(pad(line.get(i), i == columns.size() - 1 ? 0 : width + 2));
      }
      out.println(built.toString().stripTrailing());
    }
    out.flush();
  }

  private void writeJson(Object document, boolean pretty) {
    try {
      out.println(
          pretty
              ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document)
              : JSON.writeValueAsString(document));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result that has no JSON form", e);
    }
  }

  private static Map<String, @Nullable Object> versioned(
      Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("schemaVersion", SCHEMA_VERSION);
    all.putAll(fields);
    return all;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "–";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "–" : String.join(", ", list.stream().map(Output::text).toList());
    }
    String text = harmless(value.toString().strip().replaceAll("\\R", " ⏎ "));
    return text.isEmpty() ? "–" : text;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
