package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code notify test} against receivers on this machine. */
class NotifyTest {
  @TempDir Path data;
  private final Shell shell = new Shell();
  private final List<String> got = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/slack", exchange -> answer(exchange, 200, "ok"));
    server.createContext("/pager", exchange -> answer(exchange, 202, "{}"));
    server.createContext("/broken", exchange -> answer(exchange, 503, "out of order"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void saysThatEveryChannelWorksAndLeavesNoAlertOpen() throws IOException {
    assertThat(run("slack", "table")).as(shell.err()).isEqualTo(0);

    assertThat(shell.out())
        .contains("CHANNEL", "terminal", "slack", "pager", "trigger, HTTP 202; resolve, HTTP 202")
        .doesNotContain("FAILED");
    assertThat(got).hasSize(3).allMatch(body -> !body.contains("wrong"));
    assertThat(got.get(0)).contains("Test message, nothing has happened", "anna");
    assertThat(got.get(1)).contains("\"event_action\":\"trigger\"");
    assertThat(got.get(2)).contains("\"event_action\":\"resolve\"");
    assertThat(key(got.get(1))).isEqualTo(key(got.get(2)));
  }

  @Test
  void endsWith1WhereOneFailedAndStillTriesTheOthers() throws IOException {
    assertThat(run("broken", "json")).isEqualTo(1);

    JsonNode channels = new ObjectMapper().readTree(shell.out()).path("channels");
    assertThat(channels)
        .extracting(c -> c.path("result").asText())
        .containsExactly("OK", "FAILED", "OK");
    assertThat(channels.get(1).path("detail").asText()).isEqualTo("HTTP 503 out of order");
    assertThat(shell.out()).doesNotContain("/broken");
  }

  private int run(String slack, String format) throws IOException {
    String at = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(data.resolve("slack"), at + "/" + slack + "\n");
    Files.writeString(data.resolve("pager"), "key-1\n");
    Path file =
        Files.writeString(
            data.resolve("tripline.yaml"),
            """
            version: 1
            notify:
              channels:
                - {name: slack, type: slack, url: "file:%s"}
                - {name: pager, type: pagerduty, key: "file:%s", url: "%s/pager"}
            contacts:
              - {role: System Owner, name: Anna, address: anna@example.org}
              - {role: Deputy, name: Ben, address: ben@example.org}
            """
                .formatted(data.resolve("slack"), data.resolve("pager"), at));
    return shell.run(
        "notify",
        "test",
        "--as",
        "anna",
        "--data",
        data.toString(),
        "--config",
        file.toString(),
        "-o",
        format);
  }

  private static String key(String event) throws IOException {
    return new ObjectMapper().readTree(event).path("dedup_key").asText();
  }

  private void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String text)
      throws IOException {
    got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
