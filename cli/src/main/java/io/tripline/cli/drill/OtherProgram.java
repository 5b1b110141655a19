package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody else's program at the same account: plain HTTP, nothing of ours. Thread-safe. */
final class OtherProgram {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final RunState.SimulatorAt at;

  OtherProgram(RunState.SimulatorAt at) {
    this.at = at;
  }

  /** What the broker answered. */
  record Answer(int status, String text) {
    boolean accepted() {
      return status / 100 == 2;
    }

    JsonNode body() throws IOException {
      return JSON.readTree(text);
    }
  }

  /** Sends a buy; {@code limit} null: at the market. */
  Answer buys(String symbol, String quantity, String id, @Nullable String limit, String tif)
      throws IOException, InterruptedException {
    ObjectNode order =
        JSON.createObjectNode()
            .put("symbol", symbol)
            .put("qty", quantity)
            .put("side", "buy")
            .put("type", limit == null ? "market" : "limit")
            .put("time_in_force", tif)
            .put("client_order_id", id);
    if (limit != null) {
      order.put("limit_price", limit);
    }
    return send(
        request("/v2/orders")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order.toString())));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.url() + path))
        .timeout(PATIENCE)
        .header("APCA-API-KEY-ID", at.keyId())
        .header("APCA-API-SECRET-KEY", at.secretKey());
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }
}
