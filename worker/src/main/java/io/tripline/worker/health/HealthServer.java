package io.tripline.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: it polls a Temporal server that listens;
 * 503 until then. They tell nothing else.
 */
public final class HealthServer implements AutoCloseable {
  private final @Nullable HttpServer server;

  private HealthServer(@Nullable HttpServer server) {
    this.server = server;
  }

  /**
   * Starts on a port; 0 starts nothing.
   *
   * @throws IOException naming the port if it is taken
   */
  public static HealthServer start(InetAddress address, int port, BooleanSupplier ready)
      throws IOException {
    if (port == 0) {
      return new HealthServer(null);
    }
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException e) {
      throw new IOException("health port " + port + " can't be used: " + e.getMessage(), e);
    }
    server.createContext("/healthz", exchange -> answer(exchange, true));
    server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
    server.start();
    return new HealthServer(server);
  }

  /** The port; 0 when nothing was started. */
  public int port() {
    return server == null ? 0 : server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    byte[] body = (good ? "ok\n" : "not ready\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(good ? 200 : 503, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
