package io.tripline.worker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder of {@code examples} in Python with what its {@code requirements.txt} names, installed
 * once from PyPI into the project's cache. Where that can't be had the test fails and says how to
 * get it; {@code -Dtripline.noPython=true} skips it, and says so loudly.
 */
final class PythonExample {
  private static final Duration INSTALL_WITHIN = Duration.ofMinutes(4);

  private final Path folder;
  private final Path python;

  private PythonExample(Path folder, Path python) {
    this.folder = folder;
    this.python = python;
  }

  static PythonExample prepared(String name) throws IOException {
    if (Boolean.getBoolean("tripline.noPython")) {
      System.err.println(
          "WARNING: examples/"
              + name
              + " WAS NOT RUN: no Python packages, as told by -Dtripline.noPython=true");
      Assumptions.abort("no Python packages, as told");
    }
    Path folder = repository().resolve("examples").resolve(name);
    Path requirements = folder.resolve("requirements.txt");
    Path cache =
        repository()
            .resolve(".tripline")
            .resolve("python")
            .resolve(name + "-" + digest(Files.readAllBytes(requirements)));
    Path python = cache.resolve("bin").resolve("python");
    Path done = cache.resolve("installed");
    if (!Files.exists(done)) {
      Files.createDirectories(cache.getParent());
      sure(List.of("python3", "-m", "venv", "--clear", cache.toString()));
      sure(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--no-input",
              "--disable-pip-version-check",
              "-r",
              requirements.toString()));
      Files.createFile(done);
    }
    return new PythonExample(folder, python);
  }

  /** Starts a script of the example. */
  Running run(String script, Path log, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(python.toString(), "-B", "-u", folder.resolve(script).toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return new Running(builder.start(), log);
  }

  private static void sure(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor(INSTALL_WITHIN.toSeconds(), TimeUnit.SECONDS)
          && process.exitValue() == 0) {
        return;
      }
      throw new IllegalStateException(howTo(said));
    } catch (IOException e) {
      throw new IllegalStateException(howTo(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String howTo(String why) {
    return "The Python example needs python3 (3.10 or newer, with venv) and its packages from PyPI,"
        + " and they can't be had: "
        + why
        + ". Install python3 and let pip reach an index (PIP_INDEX_URL), or run without this test:"
        + " -Dtripline.noPython=true";
  }

  private static String digest(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return Long.toHexString(sum.getValue());
  }

  private static Path repository() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".mvn").resolve("get-temporal"))) {
        return at;
      }
    }
    throw new IllegalStateException("not inside the repository");
  }

  /** A script while it runs. */
  record Running(Process process, Path log) implements AutoCloseable {
    void awaitSaid(String words) {
      SimulatedSystem.await(
          "the example to say: " + words,
          () -> {
            try {
              String said = Files.readString(log);
              if (!process.isAlive()) {
                throw new AssertionError("the example ended:\n" + said);
              }
              return said.contains(words);
            } catch (IOException e) {
              return false;
            }
          });
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
