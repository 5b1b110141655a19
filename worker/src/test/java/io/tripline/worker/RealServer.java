package io.tripline.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Temporal server for a test class; one server serves all classes of the JVM. Where none can
 * be had the tests fail and say how to get one; {@code -Dtripline.noServer=true} skips them, and
 * says so loudly. Tests tell themselves apart by account names or namespaces of their own.
 */
public final class RealServer implements BeforeAllCallback {
  private @Nullable Shared shared;

  /** Ends with the JVM's last test. */
  private record Shared(TemporalServerProcess server, Path folder) implements AutoCloseable {
    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("tripline-temporal-");
        TemporalServerProcess server = new TemporalServerProcess(folder);
        server.start();
        return new Shared(server, folder);
      } catch (IOException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    requireServer(context.getDisplayName());
    shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent("real Temporal server", key -> Shared.start(), Shared.class);
  }

  /** Skips what needs a server, loudly, where the run was told to have none. */
  static void requireServer(String what) {
    if (Boolean.getBoolean("tripline.noServer")) {
      System.err.println(
          "WARNING: "
              + what
              + " WAS NOT RUN: no Temporal server, as told by -Dtripline.noServer=true");
      Assumptions.abort("no Temporal server, as told");
    }
  }

  /** Where it is. */
  public TemporalAddress address() {
    return server().address();
  }

  /** {@code host:port}. */
  public String target() {
    return server().target();
  }

  private TemporalServerProcess server() {
    Shared known = shared;
    if (known == null) {
      throw new IllegalStateException("register it as a static field with @RegisterExtension");
    }
    return known.server();
  }
}
