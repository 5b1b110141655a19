package io.tripline.activities.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A tiny server that says what it was told to say, in order; the last word is repeated. */
final class CannedBroker implements AutoCloseable {
  /** One answer. */
  @FunctionalInterface
  interface Reply {
    void give(HttpExchange exchange) throws IOException;
  }

  /** What arrived. */
  record Seen(String method, String target, String body, Map<String, List<String>> headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  CannedBroker() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  CannedBroker on(String methodAndPath, Reply reply) {
    replies.computeIfAbsent(methodAndPath, key -> new ConcurrentLinkedQueue<>()).add(reply);
    return this;
  }

  CannedBroker on(String methodAndPath, int status, String body) {
    return on(methodAndPath, json(status, body));
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  long count(String methodAndPath) {
    return seen.stream()
        .filter(s -> (s.method() + " " + URI.create(s.target()).getPath()).equals(methodAndPath))
        .count();
  }

  static Reply json(int status, String body) {
    return text(status, "application/json", body, Map.of());
  }

  static Reply html(int status) {
    return text(status, "text/html", "<html><body>sorry</body></html>", Map.of());
  }

  static Reply text(int status, String type, String body, Map<String, String> headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("X-Request-ID", "request-1");
      headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Reads the request, then hangs up without a word. */
  static Reply lost() {
    return exchange -> {};
  }

  /** Promises more than it sends. */
  static Reply cut(String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
    };
  }

  static Reply late(long millis, Reply reply) {
    return exchange -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      reply.give(exchange);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            Map.copyOf(exchange.getRequestHeaders())));
    String key = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Queue<Reply> waiting = replies.get(key);
    Reply reply =
        waiting == null
            ? json(404, "{\"code\":40410000,\"message\":\"nothing at " + key + "\"}")
            : waiting.size() > 1 ? waiting.remove() : waiting.element();
    try {
      reply.give(exchange);
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
