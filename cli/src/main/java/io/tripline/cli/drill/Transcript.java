package io.tripline.cli.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;

/** Hands on what a drill says, and keeps it in the drill's folder. Thread-safe. */
final class Transcript implements Consumer<String> {
  private final Path file;
  private final Consumer<String> next;

  Transcript(Path folder, Consumer<String> next) {
    this.file = folder.resolve("drill.log");
    this.next = next;
  }

  @Override
  public synchronized void accept(String line) {
    next.accept(line);
    try {
      Files.writeString(
          file,
          Instant.now() + " " + line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      next.accept("drill: " + file + " can't be written: " + e.getMessage());
    }
  }
}
