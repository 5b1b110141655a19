package io.tripline.worker;

import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The official Temporal server as a process: on a free loopback port, with a database file, so that
 * a test can kill it and start it again. Not thread-safe.
 */
public final class TemporalServerProcess implements AutoCloseable {
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private final String binary;
  private final Path folder;
  private final int port;
  private @Nullable Process process;

  /** Finds or installs the server's program; {@code folder} takes database and log. */
  public TemporalServerProcess(Path folder) {
    this.binary = binary();
    this.folder = folder;
    this.port = freePort();
  }

  /** Starts it and waits until it is healthy. */
  public void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                binary,
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=NORMAL",
                "--log-level",
                "warn"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("temporal.log").toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process started = builder.start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    awaitHealthy(started);
  }

  private void awaitHealthy(Process started) throws IOException {
    long end = System.nanoTime() + START_WITHIN.toNanos();
    while (started.isAlive() && System.nanoTime() < end) {
      if (address().listens(Duration.ofMillis(200))) {
        WorkflowServiceStubs service = address().connect(Duration.ofSeconds(30));
        service.shutdownNow();
        return;
      }
      pause();
    }
    throw new IOException(
        "the Temporal server did not start:\n" + Files.readString(folder.resolve("temporal.log")));
  }

  /** Ends it as a crash would. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** {@code 127.0.0.1:port}; the same over restarts. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  /** The default namespace of this server. */
  public TemporalAddress address() {
    return TemporalAddress.of(target(), "default");
  }

  @Override
  public void close() {
    kill();
  }

  private static String binary() {
    Path script = repository().resolve(".mvn").resolve("get-temporal");
    try {
      Process found =
          new ProcessBuilder("sh", script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      found.getOutputStream().close();
      String path =
          new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (found.waitFor() == 0 && !path.isEmpty()) {
        return path;
      }
    } catch (IOException e) {
      throw new IllegalStateException(script + " can't be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "These tests need a real Temporal server and none can be had. Get the official CLI from"
            + " https://docs.temporal.io/cli and put it on the PATH or set TEMPORAL_CLI; or run"
            + " without these tests: -Dtripline.noServer=true");
  }

  private static Path repository() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".mvn").resolve("get-temporal"))) {
        return at;
      }
    }
    throw new IllegalStateException("the tests run outside of the repository");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port on loopback", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
