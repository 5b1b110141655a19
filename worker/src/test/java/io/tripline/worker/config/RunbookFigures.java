package io.tripline.worker.config;

import io.tripline.workflows.runbook.Runbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the numbers of a document with those of the code, as {@code runbook-figures.txt} says.
 */
final class RunbookFigures {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("a", "1"),
          Map.entry("an", "1"),
          Map.entry("each", "1"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("twice", "2"),
          Map.entry("three", "3"),
          Map.entry("third", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("fifth", "5"),
          Map.entry("six", "6"),
          Map.entry("eight", "8"),
          Map.entry("ten", "10"),
          Map.entry("two thirds", "0.6667"));
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("ms", "0.001"),
          Map.entry("s", "1"),
          Map.entry("second", "1"),
          Map.entry("m", "60"),
          Map.entry("min", "60"),
          Map.entry("minute", "60"),
          Map.entry("h", "3600"),
          Map.entry("hour", "3600"),
          Map.entry("d", "86400"),
          Map.entry("day", "86400"),
          Map.entry("%", "0.01"),
          Map.entry("bps", "1"),
          Map.entry("session", "1"));
  private static final String COUNT =
      "\\$?\\d[\\d.]*|two thirds|[Tt]wice|(?:an|a|each|one|two|three|third|four|five|fifth|six|eight"
          + "|ten)(?=\\W|$)";
  private static final String UNIT =
      "%|ms|bps|seconds?|sessions?|minutes?|min|hours?|days?|[smhd](?!\\w)";
  private static final String FIGURE = "((?:" + COUNT + ")(?:[ -]?(?:" + UNIT + "))?)";
  private static final Pattern PARTS = Pattern.compile("(" + COUNT + ")(?:[ -]?(" + UNIT + "))?");

  /** A digit anywhere, or a number in words with what makes it a threshold or a time. */
  private static final Pattern LEFT =
      Pattern.compile(
          "\\d[\\d.,]*|\\b(?:an|a|one|two|three|four|five|six|eight|ten|twenty|thirty)"
              + " (?:seconds?|minutes?|hours?|days?|looks|readings|calls|sessions|fills)\\b");

  private static final double SAME = 0.001;

  private final Map<String, List<String>> lines = new HashMap<>();

  RunbookFigures(Path figures) throws IOException {
    String section = "";
    for (String line : Files.readAllLines(figures)) {
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        lines.computeIfAbsent(section, any -> new ArrayList<>()).add(line);
      }
    }
  }

  static String text(Runbook document) {
    try {
      return Files.readString(Path.of("..", "runbooks", document.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What disagrees, a sentence each; {@code shown} is what {@code runbook show} lists. */
  List<String> disagreements(Runbook document, String markdown, Map<String, String> shown) {
    String rest = prose(markdown);
    List<String> found = new ArrayList<>();
    for (String line : lines.getOrDefault(document.file(), List.of())) {
      String piece = line.substring(0, line.lastIndexOf(" | "));
      String[] origins = line.substring(line.lastIndexOf(" | ") + 3).split(", ", -1);
      Matcher matcher = pattern(piece).matcher(rest);
      if (!matcher.find()) {
        found.add("says no longer: " + piece);
        continue;
      }
      if (matcher.groupCount() != origins.length) {
        throw new IllegalArgumentException("as many origins as {}: " + line);
      }
      for (int i = 0; i < origins.length; i++) {
        String said = matcher.group(i + 1);
        if (!agree(said, origins[i].strip(), shown)) {
          found.add(
              "says \"" + said + "\" in \"" + piece + "\", but " + origins[i] + " is otherwise");
        }
      }
      rest = rest.substring(0, matcher.start()) + " … " + rest.substring(matcher.end());
    }
    for (String free : lines.getOrDefault("free", List.of())) {
      rest = rest.replaceAll(free, " … ");
    }
    Matcher left = LEFT.matcher(rest);
    while (left.find()) {
      found.add(
          "nothing compares \""
              + left.group()
              + "\" in \""
              + rest.substring(
                  Math.max(0, left.start() - 40), Math.min(rest.length(), left.end() + 30))
              + "\"");
    }
    return found;
  }

  /** The document with one number of each piece changed, by piece. */
  Map<String, String> changed(Runbook document, String markdown) {
    Map<String, String> all = new HashMap<>();
    for (String line : lines.getOrDefault(document.file(), List.of())) {
      String piece = line.substring(0, line.lastIndexOf(" | "));
      String prose = prose(markdown);
      Matcher matcher = pattern(piece).matcher(prose);
      if (matcher.find()) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
          String other = PARTS.matcher(matcher.group(i)).replaceFirst("977 $2").strip();
          all.put(
              piece + " " + i,
              prose.substring(0, matcher.start(i)) + other + prose.substring(matcher.end(i)));
        }
      }
    }
    return all;
  }

  private static Pattern pattern(String piece) {
    StringBuilder pattern = new StringBuilder();
    String[] parts = piece.split("\\{}", -1);
    for (int i = 0; i < parts.length; i++) {
      pattern
          .append(i == 0 ? "" : FIGURE)
          .append(parts[i].isEmpty() ? "" : Pattern.quote(parts[i]));
    }
    return Pattern.compile(pattern.toString());
  }

  /** Without code blocks and headings, in one line. */
  private static String prose(String markdown) {
    return markdown
        .replaceAll("(?s)```.*?```", " ")
        .replaceAll("(?m)^#.*$", " ")
        .replaceAll("\\s+", " ");
  }

  private static boolean agree(String said, String origin, Map<String, String> shown) {
    double value = value(said);
    double expected = expected(origin, shown);
    boolean ordinal = said.startsWith("fifth") || said.startsWith("third");
    return same(value, expected)
        || (said.contains("bps") && same(value, expected * 10_000))
        || (ordinal && same(1 / value, expected));
  }

  private static boolean same(double one, double other) {
    return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
  }

  private static double expected(String origin, Map<String, String> shown) {
    if (origin.startsWith("=")) {
      return value(origin.substring(1));
    }
    String configured = shown.get(origin);
    return configured != null
        ? value(configured)
        : origin.startsWith("workflows.") || origin.startsWith("activities.")
            ? constant(origin)
            : unknown(origin);
  }

  private static double unknown(String origin) {
    throw new IllegalArgumentException(
        origin + " is no constant, and `runbook show` does not list it for this document");
  }

  /** The sum of its parts: {@code 1h30m} is one and a half hours. */
  private static double value(String figure) {
    Matcher parts = PARTS.matcher(figure.replaceFirst("^T", "t"));
    double sum = 0;
    while (parts.find()) {
      String count = parts.group(1).replace("$", "");
      String unit = parts.group(2) == null ? "session" : parts.group(2);
      String single = UNITS.containsKey(unit) ? unit : unit.replaceFirst("s$", "");
      sum +=
          Double.parseDouble(WORDS.getOrDefault(count, count))
              * Double.parseDouble(UNITS.getOrDefault(single, "1"));
    }
    return sum;
  }

  private static double constant(String origin) {
    int dot = origin.lastIndexOf('.');
    try {
      var field =
          Class.forName("io.tripline." + origin.substring(0, dot))
              .getDeclaredField(origin.substring(dot + 1));
      field.setAccessible(true);
      Object value = field.get(null);
      return switch (value) {
        case Duration span -> span.toMillis() / 1000.0;
        case BigDecimal number -> number.doubleValue();
        case Number number when origin.endsWith("MILLIS") -> number.doubleValue() / 1000;
        case Number number -> number.doubleValue();
        case null, default -> throw new IllegalArgumentException(origin + " is no number");
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(origin + " is no constant any more", e);
    }
  }
}
