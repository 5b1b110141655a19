package io.tripline.worker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where a key comes from. It is read when it is needed and never written down, so the file holds
 * only {@code env:NAME}, {@code file:PATH} or {@code command:LINE}.
 */
public sealed interface KeySource {
  /** What {@code tripline.yaml} may say. */
  String ALLOWED = "must be env:NAME, file:PATH or command:LINE, never the key itself";

  /** The longest that a command may take. */
  Duration COMMAND_PATIENCE = Duration.ofSeconds(10);

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
          case FromCommand(var line) -> CommandOutput.of(what, line, COMMAND_PATIENCE);
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
}
