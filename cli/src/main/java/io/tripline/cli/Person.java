package io.tripline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who acts: {@code --as}, else TRIPLINE_USER, else the OS user. A claim, not a proof. */
public final class Person {
  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who decides (default: TRIPLINE_USER, else the OS user). Claimed, not proven.")
  @Nullable String as;

  /** The name. */
  public String name() {
    String environment = System.getenv("TRIPLINE_USER");
    String name =
        as != null
            ? as
            : environment != null && !environment.isBlank()
                ? environment
                : System.getProperty("user.name", "");
    String trimmed = name.strip();
    if (trimmed.isEmpty() || trimmed.length() > 80) {
      throw new CommandFailure(
          ExitCode.USAGE, "--as: a name of 1 to 80 characters is needed, was '" + name + "'");
    }
    return trimmed;
  }
}
