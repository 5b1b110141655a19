package io.tripline.worker.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a key comes from. It is read when it is needed and never written down, so the file holds
 * only {@code env:NAME}, {@code file:PATH} or {@code command:LINE}.
 */
public sealed interface KeySource {
  /** What {@code tripline.yaml} may say. */
  String ALLOWED = "must be env:NAME, file:PATH or command:LINE, never the key itself";

  /** An environment variable. */
  record FromEnvironment(String variable) implements KeySource {}

  /** The only line of a file. */
  record FromFile(Path file) implements KeySource {}

  /** The output of a shell command, such as that of a password manager. */
  record FromCommand(String line) implements KeySource {}

  /** Throws {@link IllegalArgumentException}, which does not repeat the text: it may be a key. */
  static KeySource parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1).strip();
    if (colon > 0 && !rest.isEmpty()) {
      switch (text.substring(0, colon)) {
        case "env" -> {
          return new FromEnvironment(rest);
        }
        case "file" -> {
          return new FromFile(Path.of(rest));
        }
        case "command" -> {
          return new FromCommand(rest);
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException(ALLOWED);
  }

  /**
   * Reads the key.
   *
   * @param what for the message, such as {@code account.keys.id}
   * @throws ConfigurationException if it can't be had; its text names the source, never the key
   */
  default Secret read(String what, Map<String, String> environment) {
    String found =
        switch (this) {
          case FromEnvironment(var variable) -> environment.getOrDefault(variable, "");
          case FromFile(var file) -> readFile(what, file);
          case FromCommand(var line) -> run(what, line);
        };
    String key = found.strip();
    if (key.isEmpty()) {
      throw new ConfigurationException(what, describe() + " holds nothing");
    }
    return new Secret(key);
  }

  /** Where it comes from, for people. */
  default String describe() {
    return switch (this) {
      case FromEnvironment(var variable) -> "the environment variable " + variable;
      case FromFile(var file) -> "the file " + file;
      case FromCommand(var line) -> "the command " + line;
    };
  }

  private static String readFile(String what, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(what, "the file " + file + " can't be read");
    }
  }

  private static String run(String what, String line) {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", line)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new ConfigurationException(what, "the command " + line + " failed");
      }
      return output;
    } catch (IOException e) {
      throw new ConfigurationException(what, "the command " + line + " can't be run");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException(what, "the command " + line + " was interrupted");
    }
  }
}
