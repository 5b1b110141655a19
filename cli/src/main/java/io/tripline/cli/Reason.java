package io.tripline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why somebody acts; kept with the act. */
public final class Reason {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  @Nullable String text;

  /** What was given, or an empty text. */
  public String orEmpty() {
    return text == null ? "" : text.strip();
  }

  /** What was given; a usage failure without one. */
  public String required() {
    if (text == null || text.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, "--reason is needed: it is kept with the record");
    }
    return text.strip();
  }
}
