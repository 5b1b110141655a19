package io.tripline.cli.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text in files of any kind, also where a database keeps it. */
final class FoundIn {
  private FoundIn() {}

  /** Every file below {@code folder} but those that are {@code left} out, or in such a folder. */
  static List<Path> files(Path folder, String... left) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> Stream.of(left).noneMatch(folder.relativize(file)::startsWith))
          .toList();
    }
  }

  /** Those that hold {@code text}, in ASCII. */
  static List<Path> any(List<Path> files, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path each : files) {
      if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(text)) {
        found.add(each);
      }
    }
    return found;
  }
}
