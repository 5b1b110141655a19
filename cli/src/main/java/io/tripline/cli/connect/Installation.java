package io.tripline.cli.connect;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.broker.AccountName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one installation keeps its things. Paths are absolute.
 *
 * @param home the repository: scripts and runbooks
 * @param configuration {@code tripline.yaml}; may not exist
 * @param data the journal, logs, reports and state of running processes
 */
public record Installation(Path home, Path configuration, Path data) {
  /** What is named wins, then the environment, then the usual places. */
  public static Installation find(
      @Nullable Path data, @Nullable Path configuration, Map<String, String> environment) {
    Path here = Path.of("").toAbsolutePath();
    Path home = path(environment, "TRIPLINE_HOME").orElse(here);
    Path file =
        configuration != null
            ? configuration.toAbsolutePath().normalize()
            : path(environment, "TRIPLINE_CONFIG").orElse(null);
    Path root = data != null ? data.toAbsolutePath().normalize() : null;
    if (file == null && root != null && Files.exists(root.resolve("tripline.yaml"))) {
      file = root.resolve("tripline.yaml");
    }
    if (file == null) {
      Path local = here.resolve("tripline.yaml");
      file = Files.exists(local) ? local : home.resolve("tripline.yaml");
    }
    if (root == null) {
      Path chosen = file;
      root =
          path(environment, "TRIPLINE_DATA")
              .or(() -> Configured.dataDirectory(chosen, home))
              .orElse(home.resolve(".tripline").resolve("data"));
    }
    return new Installation(home, file, root);
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(value).toAbsolutePath().normalize());
  }

  /** Log files of every process. */
  public Path logs() {
    return data.resolve("logs");
  }

  /** The script that finds or installs the Temporal CLI. */
  public Path temporalScript() {
    return home.resolve(".mvn").resolve("get-temporal");
  }

  /** What runs of this installation, as it said itself. */
  public Optional<RunState> running() {
    return RunState.read(data);
  }

  /**
   * The account that was named, else that of what runs, else the only one of the configuration.
   * Throws a usage failure that names what there is.
   */
  public AccountName account(@Nullable String named) {
    if (named != null) {
      try {
        return new AccountName(named);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
      }
    }
    Optional<RunState> running = running();
    if (running.isPresent()) {
      return new AccountName(running.get().account());
    }
    return Configured.account(this);
  }
}
