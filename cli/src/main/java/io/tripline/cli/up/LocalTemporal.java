package io.tripline.cli.up;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.worker.TemporalSetup;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds a Temporal server, or starts the official one on loopback with a database file. */
public final class LocalTemporal {
  /** What the process is called in {@code status}. */
  static final String NAME = "temporal";

  private LocalTemporal() {}

  /** True when a Temporal server answers there. */
  static boolean answers(String address, Duration within) {
    try {
      Temporal.connect(address, "default", within).close();
      return true;
    } catch (CommandFailure e) {
      return false;
    }
  }

  /** The path of a usable {@code temporal} command, installed where there is none. */
  public static String binary(Installation installation, Consumer<String> say)
      throws IOException, InterruptedException {
    Path script = installation.temporalScript();
    if (!Files.isReadable(script)) {
      return onPath();
    }
    Process process =
        new ProcessBuilder("sh", script.toString())
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    process.getOutputStream().close();
    Thread talk =
        Thread.ofVirtual()
            .start(() ->
                process
                    .errorReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> say.accept(line.replaceFirst("^tripline: ", ""))));
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    talk.join();
    if (exit != 0 || found.isBlank()) {
      throw noBinary();
    }
    return found.strip();
  }

  private static String onPath() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path binary = Path.of(folder.isEmpty() ? "." : folder, "temporal");
      if (Files.isExecutable(binary)) {
        return binary.toString();
      }
    }
    throw noBinary();
  }

  private static CommandFailure noBinary() {
    return new CommandFailure(
        ExitCode.FAILED,
        "no Temporal CLI could be found or installed; get one from https://docs.temporal.io/cli"
            + " and put it on the PATH, or set TEMPORAL_CLI");
  }

  /** How to run a server of our own: loopback only, a database file that survives it. */
  static ChildPlan plan(
      String binary, int port, int uiPort, String namespace, Path database, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary,
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                database.toString(),
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=NORMAL",
                "--namespace",
                namespace,
                "--log-level",
                "warn"));
    for (String attribute : TemporalSetup.KEYWORDS) {
      command.add("--search-attribute");
      command.add(attribute + "=Keyword");
    }
    return new ChildPlan(NAME, command, Map.of(), log);
  }

  /** Makes sure that the namespace and the search attributes exist; safe to repeat. */
  static void prepare(Temporal temporal) {
    try {
      TemporalSetup.prepare(temporal.service(), temporal.namespace());
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }
}
