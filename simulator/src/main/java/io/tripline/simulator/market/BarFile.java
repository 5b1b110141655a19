package io.tripline.simulator.market;

import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads bars of one minute from a CSV file with the columns of {@link #HEADER}. Times are UTC and
 * the start of a minute of a core session, ascending per symbol; prices have at most two decimals.
 */
public final class BarFile {
  /** The first line of such a file. */
  public static final String HEADER = "time,symbol,open,high,low,close,volume";

  private static final int MOST_PROBLEMS = 10;

  private final Path file;
  private final ExchangeCalendar calendar = new ExchangeCalendar();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Instant> newest = new HashMap<>();

  private BarFile(Path file) {
    this.file = file;
  }

  /**
   * The bars of a file, in the order of its lines.
   *
   * @throws IllegalArgumentException with a line for each bad row, at most ten, or if there is no
   *     bar at all
   * @throws IOException if the file can't be read
   */
  public static List<ReplayBar> read(Path file) throws IOException {
    return new BarFile(file).parse(Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  /** The bars of a file that has to be there. */
  public static List<ReplayBar> existing(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("bars " + file + " can't be read", e);
    }
  }

  /** The earliest minute of a file that has to be there. */
  public static Instant firstMinute(Path file) {
    return existing(file).stream()
        .map(ReplayBar::minute)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private List<ReplayBar> parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).strip().toLowerCase(Locale.ROOT).equals(HEADER)) {
      throw new IllegalArgumentException(
          file
              + " line 1: must be "
              + HEADER
              + ", was "
              + (lines.isEmpty() ? "missing" : lines.get(0)));
    }
    var bars = new ArrayList<ReplayBar>();
    for (int i = 1; i < lines.size() && problems.size() < MOST_PROBLEMS; i++) {
      if (!lines.get(i).isBlank()) {
        try {
          bars.add(row(lines.get(i).strip().split(",", -1)));
        } catch (IllegalArgumentException e) {
          problems.add(file + " line " + (i + 1) + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    if (bars.isEmpty()) {
      throw new IllegalArgumentException(file + ": there is no bar in it");
    }
    return bars;
  }

  private ReplayBar row(String[] cells) {
    String[] names = HEADER.split(",", -1);
    if (cells.length != names.length) {
      throw new IllegalArgumentException(
          "must have " + names.length + " columns (" + HEADER + "), has " + cells.length);
    }
    String symbol = cells[1].strip().toUpperCase(Locale.ROOT);
    if (!symbol.matches("[A-Z][A-Z0-9.]{0,9}")) {
      throw new IllegalArgumentException("symbol: must be 1 to 10 letters, was " + cells[1]);
    }
    var bar =
        new ReplayBar(
            minute(cells[0].strip(), symbol),
            symbol,
            price(names[2], cells[2]),
            price(names[3], cells[3]),
            price(names[4], cells[4]),
            price(names[5], cells[5]),
            volume(cells[6]));
    if (bar.low().compareTo(bar.open().min(bar.close())) > 0) {
      throw new IllegalArgumentException("low: must be at most open and close, was " + bar.low());
    }
    if (bar.high().compareTo(bar.open().max(bar.close())) < 0) {
      throw new IllegalArgumentException(
          "high: must be at least open and close, was " + bar.high());
    }
    return bar;
  }

  private Instant minute(String text, String symbol) {
    Instant minute;
    try {
      minute = Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("time: must be like 2026-11-18T14:30:00Z, was " + text, e);
    }
    if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("time: must be the start of a minute, was " + text);
    }
    if (calendar.phaseAt(minute) != Phase.CORE) {
      throw new IllegalArgumentException("time: must be in a core session, was " + text);
    }
    Instant before = newest.put(symbol, minute);
    if (before != null && !minute.isAfter(before)) {
      throw new IllegalArgumentException("time: must be after " + before + ", was " + text);
    }
    return minute;
  }

  private static BigDecimal price(String name, String text) {
    try {
      BigDecimal price = new BigDecimal(text.strip());
      if (price.signum() > 0 && price.stripTrailingZeros().scale() <= 2) {
        return price;
      }
    } catch (NumberFormatException e) {
      // The complaint below says what is allowed.
    }
    throw new IllegalArgumentException(
        name + ": must be dollars above 0 with at most two decimals, was " + text);
  }

  private static long volume(String text) {
    try {
      long volume = Long.parseLong(text.strip());
      if (volume >= 0) {
        return volume;
      }
    } catch (NumberFormatException e) {
      // The complaint below says what is allowed.
    }
    throw new IllegalArgumentException("volume: must be a whole number from 0, was " + text);
  }
}
