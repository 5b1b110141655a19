package io.tripline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** A simulator whose clock stands still, and a plain HTTP client with its keys. */
public final class BrokerClient implements AutoCloseable {
  /** Wednesday, 10:00 in New York; the day before and the day after are full trading days. */
  public static final Instant START = Instant.parse("2026-11-18T15:00:00Z");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final BrokerSimulator simulator;

  /** An answer: status, body (missing where it is not JSON), text and headers. */
  public record Answer(int status, JsonNode json, String text, java.net.http.HttpHeaders headers) {
    public String field(String name) {
      return json.path(name).asText();
    }

    public BigDecimal number(String name) {
      return new BigDecimal(field(name));
    }
  }

  public BrokerClient() {
    this(frozen());
  }

  public BrokerClient(SimulatorOptions options) {
    try {
      simulator = BrokerSimulator.start(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SimulatorOptions frozen() {
    return SimulatorOptions.defaults().withStart(START).withRate(0);
  }

  public BrokerSimulator simulator() {
    return simulator;
  }

  public io.tripline.simulator.admin.SimulatorControl control() {
    return simulator.control();
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(quoted(json))));
  }

  public Answer patch(String path, String json) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(quoted(json))));
  }

  public Answer order(String json) {
    return post("/v2/orders", json);
  }

  public Answer buy(int quantity) {
    return order(market("buy", String.valueOf(quantity)));
  }

  public Answer sell(int quantity) {
    return order(market("sell", String.valueOf(quantity)));
  }

  public Answer limit(String side, int quantity, String price) {
    return order(
        "{'symbol':'SPY','side':'%s','qty':'%d','type':'limit','time_in_force':'day','limit_price':'%s'}"
            .formatted(side, quantity, price));
  }

  public Answer byId(Answer order) {
    return get("/v2/orders/" + order.field("id"));
  }

  public static String market(String side, String quantity) {
    return "{'symbol':'SPY','side':'%s','qty':'%s','type':'market','time_in_force':'day'}"
        .formatted(side, quantity);
  }

  public HttpRequest.Builder request(String path) {
    return plain(path)
        .header("APCA-API-KEY-ID", simulator.keyId())
        .header("APCA-API-SECRET-KEY", simulator.secretKey());
  }

  public HttpRequest.Builder plain(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.url() + path));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      String text = response.body();
      boolean json = text.startsWith("{") || text.startsWith("[");
      return new Answer(
          response.statusCode(),
          json ? MAPPER.readTree(text) : MAPPER.missingNode(),
          text,
          response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  @Override
  public void close() {
    http.close();
    simulator.close();
  }
}
