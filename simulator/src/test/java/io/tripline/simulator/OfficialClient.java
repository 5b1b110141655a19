package io.tripline.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client of Alpaca's as a process of its own, with a simulator of its own.
 *
 * @param command runs all of its cases; each prints a line of JSON
 * @param environment what the command needs beside the simulator's facts
 */
record OfficialClient(String name, List<String> command, Map<String, String> environment) {
  private static final long LONGEST_SECONDS = 300;

  /** How it ended: its exit code, what it printed, and what it said on the side. */
  record Outcome(int exitCode, String output, String talk) {}

  /** The clients that the install script brings. */
  static List<OfficialClient> all(Path top) {
    Path suite = top.resolve("simulator/conformance");
    Path cache = top.resolve(".tripline/conformance");
    return List.of(
        new OfficialClient(
            "alpaca-py",
            List.of(
                cache.resolve("python/bin/python").toString(),
                "-B",
                suite.resolve("python/main.py").toString()),
            Map.of()),
        javascript("js3", suite, cache),
        javascript("js4", suite, cache));
  }

  /** Runs all cases. */
  Outcome run() {
    // 200 requests a minute are fewer than a suite needs.
    var options = SimulatorOptions.defaults().withRequestsPerMinute(0);
    try (BrokerSimulator simulator = BrokerSimulator.start(options)) {
      Path talk = Files.createTempFile("conformance-", ".log");
      try {
        return run(simulator, talk);
      } finally {
        Files.delete(talk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Outcome run(BrokerSimulator simulator, Path talk)
      throws IOException, InterruptedException {
    Map<String, String> facts = simulator.facts();
    var builder = new ProcessBuilder(command).redirectError(talk.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SIMULATOR", new ObjectMapper().writeValueAsString(facts));
    builder.environment().put("NODE_EXTRA_CA_CERTS", facts.getOrDefault("certificateFile", ""));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      Thread guard =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      guard.interrupt();
      return new Outcome(code, output, Files.readString(talk));
    } finally {
      process.destroyForcibly();
    }
  }

  private static OfficialClient javascript(String name, Path suite, Path cache) {
    Path installed = cache.resolve("node/bin/node");
    return new OfficialClient(
        name,
        List.of(
            Files.isExecutable(installed) ? installed.toString() : "node",
            suite.resolve(name).resolve("main.js").toString()),
        Map.of("NODE_PATH", cache.resolve(name).resolve("node_modules").toString()));
  }
}
