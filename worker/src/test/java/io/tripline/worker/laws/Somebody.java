package io.tripline.worker.laws;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.worker.LawSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A person, or another program, with the account's keys. */
final class Somebody {
  /** How the client order ids of others begin. */
  static final String PREFIX = "somebody-";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LawSystem system;

  Somebody(LawSystem system) {
    this.system = system;
  }

  /** Sends an order; true where the broker says that it took it. */
  boolean orders(Map<String, String> terms) throws IOException, InterruptedException {
    Map<String, String> order = new LinkedHashMap<>(terms);
    order.putIfAbsent("client_order_id", PREFIX + UUID.randomUUID());
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(system.simulator().url().resolve("/v2/orders"))
              .timeout(Duration.ofSeconds(6))
              .header("APCA-API-KEY-ID", system.simulator().keyId())
              .header("APCA-API-SECRET-KEY", system.simulator().secretKey())
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(order)))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    }
  }
}
