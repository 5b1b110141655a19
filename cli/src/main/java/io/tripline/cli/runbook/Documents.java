package io.tripline.cli.runbook;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents beside the program. */
final class Documents {
  private Documents() {}

  static List<Path> all(Common common) throws IOException {
    Path folder = common.installation().home().resolve("runbooks");
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitCode.USAGE, "no runbooks in " + folder + "; set TRIPLINE_HOME to the repository");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  static String id(Path file) {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  static String title(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("# "))
          .findFirst()
          .map(line -> line.substring(2).strip())
          .orElse(id(file));
    }
  }
}
