package io.tripline.workflows.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How times, spans and other people's words are shown: in one line, and never too long. */
public final class Plain {
  private Plain() {}

  /** One line of visible characters, at most {@code longest} of them. */
  public static String line(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
  }

  /** UTC, to the second. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Such as {@code 1 h 4 min}, {@code 12 min 3 s} or {@code 4.2 s}. */
  public static String span(Duration span) {
    long millis = Math.max(0, span.toMillis());
    long seconds = millis / 1000;
    if (seconds >= 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    if (seconds >= 60) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds + "." + millis % 1000 / 100 + " s";
  }

  /** Between two instants of which the later may not have come yet. */
  public static String span(Instant from, @Nullable Instant to) {
    return to == null ? "not reached" : span(Duration.between(from, to));
  }
}
