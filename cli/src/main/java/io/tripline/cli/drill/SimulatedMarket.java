package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Moves the simulated market and clock, and reads what the broker received; plain HTTP. */
final class SimulatedMarket {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String url;

  SimulatedMarket(String url) {
    this.url = url;
  }

  /** Lets the price slide evenly over a market time. */
  void slide(String symbol, int bps, Duration over) {
    post(
        "/_sim/market",
        JSON.createObjectNode()
            .put("kind", "slide")
            .put("symbol", symbol)
            .put("bps", bps)
            .put("over", over.toString()));
  }

  /** The next market orders fill that far away from the quote. */
  void fillAway(int bps, int times) {
    post(
        "/_sim/faults",
        JSON.createObjectNode().put("kind", "fillAway").put("bps", bps).put("times", times));
  }

  /** Quotes are that old until faults are cleared. */
  void staleQuotes(Duration age) {
    post(
        "/_sim/faults",
        JSON.createObjectNode().put("kind", "staleQuotes").put("age", age.toString()));
  }

  /**
   * Requests of a method to a path (regular expressions) meet an effect until faults are cleared.
   */
  void fault(String method, String path, ObjectNode effect) {
    ObjectNode fault = JSON.createObjectNode().put("method", method).put("path", path);
    effect.properties().forEach(each -> fault.set(each.getKey(), each.getValue()));
    post("/_sim/faults", fault);
  }

  /** An effect for {@link #fault}; further fields are added to it. */
  static ObjectNode effect(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  /** The broker works again. */
  void clearFaults() {
    send(
        HttpRequest.newBuilder(URI.create(url + "/_sim/faults"))
            .timeout(PATIENCE)
            .DELETE()
            .build());
  }

  /** Writes on the status page. */
  void statusPage(String component, String status) {
    post(
        "/_sim/status-page",
        JSON.createObjectNode().put("component", component).put("status", status));
  }

  /** The equity that the broker reports is wrong by so many dollars until it is 0. */
  void equityGlitch(String dollars) {
    post("/_sim/account", JSON.createObjectNode().put("equityGlitch", dollars));
  }

  /** Moves market time past the next close. */
  void nextClose() {
    post("/_sim/clock", JSON.createObjectNode().put("nextClose", true));
    post("/_sim/clock", JSON.createObjectNode().put("advance", "PT5M"));
  }

  /** Moves market time to the next open. */
  void nextOpen() {
    post("/_sim/clock", JSON.createObjectNode().put("nextOpen", true));
  }

  /** Moves market time on; everything in between happens in order. */
  void advance(Duration by) {
    post("/_sim/clock", JSON.createObjectNode().put("advance", by.toString()));
  }

  /** How nervous the market is from now on, such as {@code volatile}. */
  void regime(String name) {
    post("/_sim/market", JSON.createObjectNode().put("kind", "regime").put("regime", name));
  }

  /** Bid and ask stand that far apart from now on; 0 is as usual. */
  void spread(int cents) {
    post("/_sim/market", JSON.createObjectNode().put("kind", "spread").put("cents", cents));
  }

  /** So few shares stand at each price from now on; 0 shares: any size is there again. */
  void thinBook(int shares, int levels, int stepCents, Duration refill) {
    post(
        "/_sim/market",
        JSON.createObjectNode()
            .put("kind", "depth")
            .put("shares", shares)
            .put("levels", levels)
            .put("stepCents", stepCents)
            .put("refill", refill.toString()));
  }

  /** What is true at the broker, whatever its API shows. */
  JsonNode state() {
    return get("/_sim/state");
  }

  /** Every request that arrived at the broker, in order. */
  JsonNode requests() {
    return get("/_sim/requests");
  }

  private void post(String path, JsonNode body) {
    send(
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).GET().build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "the simulated market refused "
                + request.uri().getPath()
                + " with "
                + response.statusCode());
      }
      return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE, "the simulated broker does not answer at " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }
}
