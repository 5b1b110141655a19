package io.tripline.activities.guard;

import io.tripline.workflows.incident.Plain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ends of the process logs around a moment: only warnings and errors, few and short, and what
 * looks like a secret is taken out. A log that can't be read is said so, never a failure.
 */
final class LogTails {
  private static final int TAIL = 65_536;
  private static final int LINES = 6;
  private static final int WIDTH = 200;
  private static final Duration RECENT = Duration.ofHours(1);
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

  /** Of each log that was written around the moment; the file's name comes first. */
  List<String> around(Instant moment, Instant now) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
        lines.addAll(of(file, moment, now));
      }
    } catch (IOException e) {
      lines.add("the logs can't be read: " + Plain.line(e.getMessage(), WIDTH));
    }
    return lines;
  }

  private static List<String> of(Path file, Instant moment, Instant now) {
    String name = String.valueOf(file.getFileName());
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (written.isBefore(moment.minus(RECENT))) {
        return List.of();
      }
      List<String> lines = new ArrayList<>();
      lines.add(name + ": last written " + Plain.span(written, now) + " ago");
      List<String> bad = tail(file).lines().filter(line -> BAD.matcher(line).find()).toList();
      bad.subList(Math.max(0, bad.size() - LINES), bad.size())
          .forEach(line -> lines.add(name + ": " + redacted(line)));
      return lines;
    } catch (IOException e) {
      return List.of(name + " can't be read: " + Plain.line(e.getMessage(), WIDTH));
    }
  }

  static String redacted(String line) {
    return Plain.line(
        KEY.matcher(SECRET.matcher(line).replaceAll("$1***")).replaceAll("***"), WIDTH);
  }

  private static String tail(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, open.length() - TAIL);
      byte[] bytes = new byte[(int) Math.min(TAIL, open.length() - from)];
      open.seek(from);
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
