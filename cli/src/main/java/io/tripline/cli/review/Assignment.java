package io.tripline.cli.review;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it, and until when. */
final class Assignment {
  @Option(names = "--owner", paramLabel = "NAME", description = "Who does it.")
  @Nullable String owner;

  @Option(
      names = "--due",
      paramLabel = "YYYY-MM-DD",
      description = "The last day for it, in UTC, such as 2026-12-31.")
  @Nullable String due;

  /** Refuses a malformed day before anything is asked. */
  void check() {
    if (due == null) {
      return;
    }
    try {
      LocalDate.parse(due);
    } catch (DateTimeException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--due: must be a day such as 2026-12-31, was " + due, e);
    }
  }
}
