package io.tripline.activities.guard;

import io.tripline.workflows.incident.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The process logs around a moment: the last warnings and errors before it and the first ones after
 * it, few and short, and what looks like a secret is taken out. Where a log does not reach back to
 * the moment, or can't be read, that is said, never a failure.
 */
final class LogTails {
  private static final int BEFORE = 6;
  private static final int AFTER = 3;
  private static final int WIDTH = 200;
  private static final Duration RECENT = Duration.ofHours(1);

  /** What comes later tells of the restart, not of the death. */
  private static final Duration AFTERMATH = Duration.ofMinutes(5);

  /** Rolled over, {@code trading.2026-11-23.0.log} goes on in {@code trading.log}. */
  private static final Pattern ROLLED = Pattern.compile("\\.\\d{4}-\\d{2}-\\d{2}(\\.\\d+)?\\.log$");

  private static final Pattern BAD = Pattern.compile("\\b(WARN|ERROR|FATAL|OutOfMemory\\w*)\\b");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w-]*(?:secret|password|token|authorization|key)[\\w-]*[\"']?\\s*[=:]\\s*)"
              + "(?:(?:bearer|basic)\\s+)?\\S+");
  private static final Pattern KEY = Pattern.compile("\\b[PA]K[A-Z0-9]{14,}\\b");

  private final Path folder;

  LogTails(Path folder) {
    this.folder = folder;
  }

  /** Of each log that was written around the moment; the process's file name comes first. */
  List<String> around(Instant moment, Instant now) {
    List<String> lines = new ArrayList<>();
    try {
      for (Map.Entry<String, List<Path>> log : logs().entrySet()) {
        lines.addAll(of(log.getKey(), log.getValue(), moment, now));
      }
    } catch (IOException e) {
      lines.add("the logs can't be read: " + Plain.line(e.getMessage(), WIDTH));
    }
    return lines;
  }

  /** The files of each log, those that were rolled over first, each as old as it was written. */
  private Map<String, List<Path>> logs() throws IOException {
    Map<String, List<Path>> logs = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
        String name = ROLLED.matcher(String.valueOf(file.getFileName())).replaceFirst(".log");
        logs.computeIfAbsent(name, each -> new ArrayList<>()).add(file);
      }
    }
    logs.values().forEach(files -> files.sort((a, b) -> written(a).compareTo(written(b))));
    return logs;
  }

  /** A file that goes away meanwhile was rolled over or removed: it counts as the oldest. */
  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }

  private static List<String> of(String name, List<Path> files, Instant moment, Instant now) {
    List<String> lines = new ArrayList<>();
    Instant recent = moment.minus(RECENT);
    if (written(files.getLast()).isBefore(recent)) {
      return lines;
    }
    lines.add(name + ": last written " + Plain.span(written(files.getLast()), now) + " ago");
    List<LogPart.Line> before = new ArrayList<>();
    List<LogPart.Line> after = new ArrayList<>();
    boolean reached = false;
    for (Path file : files) {
      if (written(file).isBefore(recent)) {
        // It ended before; what follows goes on from there.
        reached = true;
        continue;
      }
      try {
        LogPart part = LogPart.around(file, moment);
        reached |= part.reaches() || !part.timed();
        if (!part.timed() && !part.lines().isEmpty()) {
          lines.add(name + ": its lines have no time, this is its end");
        }
        part.lines().stream()
            .filter(line -> BAD.matcher(line.text()).find())
            .forEach(line -> (line.at().isAfter(moment) ? after : before).add(line));
      } catch (IOException e) {
        lines.add(name + " can't be read: " + Plain.line(e.getMessage(), WIDTH));
      }
    }
    if (!reached) {
      lines.add(name + ": does not reach back to " + Plain.time(moment));
    }
    before
        .subList(Math.max(0, before.size() - BEFORE), before.size())
        .forEach(line -> lines.add(name + ": " + redacted(line.text())));
    after.stream()
        .filter(line -> !line.at().isAfter(moment.plus(AFTERMATH)))
        .limit(AFTER)
        .forEach(line -> lines.add(name + ": after it: " + redacted(line.text())));
    return lines;
  }

  static String redacted(String line) {
    return Plain.line(
        KEY.matcher(SECRET.matcher(line).replaceAll("$1***")).replaceAll("***"), WIDTH);
  }
}
