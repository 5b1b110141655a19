package io.tripline.activities.guard;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of one log file around a moment. A log is in the order of its time, so that the place is
 * found by halving: of a file of any size only some hundred kilobytes are read. A line without a
 * time, such as one of a stack trace, has the time of the line before it.
 *
 * @param lines in the file's order; one that was torn at the edge of the part is left out
 * @param timed false where none of them has a time: then it is the file's end
 * @param reaches true where the file has a line at or before the moment
 */
record LogPart(List<Line> lines, boolean timed, boolean reaches) {
  private static final int BEFORE = 65_536;
  private static final int AFTER = 32_768;
  private static final int STEP = 8_192;

  /** So far a stretch without times is passed over. */
  private static final int UNTIMED = 1_048_576;

  /** At the beginning of a line, such as after {@code time=}; UTC where no zone is named. */
  private static final Pattern TIME =
      Pattern.compile(
          "^.{0,12}?(\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2})([.,]\\d{1,9})?([+-]\\d{2}:\\d{2})?");

  /** One line, and when it was written. */
  record Line(Instant at, String text) {}

  static LogPart around(Path file, Instant moment) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long length = open.length();
      long middle = lastBefore(open, length, moment);
      long from = Math.max(0, middle - BEFORE);
      String text = read(open, from, (int) Math.min(BEFORE + AFTER, length - from));
      return of(from == 0 ? text : text.substring(text.indexOf('\n') + 1), moment);
    }
  }

  private static LogPart of(String text, Instant moment) {
    List<Line> lines = new ArrayList<>();
    boolean timed = text.lines().anyMatch(line -> time(line).isPresent());
    boolean reaches = false;
    Instant last = moment;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Optional<Instant> at = time(line);
      last = at.orElse(last);
      reaches |= at.isPresent() && !last.isAfter(moment);
      lines.add(new Line(last, line));
    }
    return new LogPart(lines, timed, reaches);
  }

  /** Where the first line after the moment may begin, to within a step; the end where none does. */
  private static long lastBefore(RandomAccessFile open, long length, Instant moment)
      throws IOException {
    long low = 0;
    long high = length;
    while (high - low > STEP) {
      long half = (low + high) / 2;
      Optional<Instant> at = firstTime(open, half, length);
      // A stretch without times says nothing: what is after it is looked at from its end on.
      if (at.isEmpty() || !at.get().isAfter(moment)) {
        low = half;
      } else {
        high = half;
      }
    }
    return high;
  }

  private static Optional<Instant> firstTime(RandomAccessFile open, long from, long length)
      throws IOException {
    for (long at = from; at < Math.min(length, from + UNTIMED); at += BEFORE) {
      String text = read(open, at, (int) Math.min(BEFORE, length - at));
      Optional<Instant> found =
          text.substring(text.indexOf('\n') + 1)
              .lines()
              .map(LogPart::time)
              .flatMap(Optional::stream)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String read(RandomAccessFile open, long from, int most) throws IOException {
    byte[] bytes = new byte[most];
    open.seek(from);
    int got = 0;
    while (got < most) {
      int more = open.read(bytes, got, most - got);
      if (more < 0) {
        break;
      }
      got += more;
    }
    return new String(bytes, 0, got, StandardCharsets.UTF_8);
  }

  private static Optional<Instant> time(String line) {
    Matcher found = TIME.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    String fraction = found.group(2) == null ? "" : "." + found.group(2).substring(1);
    try {
      String zone = found.group(3) == null ? "Z" : found.group(3);
      return Optional.of(
          OffsetDateTime.parse(found.group(1).replace(' ', 'T') + fraction + zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
