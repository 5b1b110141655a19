package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.broker.PlainBroker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the broker itself says of the day: fills, orders, requests. Market time unless it says wall.
 */
final class BrokerEvidence {
  private static final List<String> ENDS =
      List.of("filled_at", "canceled_at", "expired_at", "failed_at", "replaced_at");

  private final List<JsonNode> fills = new ArrayList<>();
  private final List<JsonNode> orders = new ArrayList<>();
  private final JsonNode requests;

  /** For evidence that was gathered elsewhere: arrays as the broker answers them. */
  BrokerEvidence(JsonNode fills, JsonNode orders, JsonNode requests) {
    fills.forEach(this.fills::add);
    orders.forEach(this.orders::add);
    this.requests = requests;
  }

  /** Asks the broker. */
  static BrokerEvidence gather(PlainBroker broker, SimulatedMarket market) {
    return new BrokerEvidence(
        broker.get("/v2/account/activities/FILL?direction=asc&page_size=100"),
        broker.get("/v2/orders?status=all&limit=500&direction=asc&nested=false"),
        market.requests());
  }

  /** Signed quantity by symbol from the fills up to an instant. */
  Map<String, BigDecimal> heldAt(Instant market) {
    Map<String, BigDecimal> held = new LinkedHashMap<>();
    for (JsonNode fill : fills) {
      if (!time(fill, "transaction_time").isAfter(market)) {
        held.merge(fill.path("symbol").asText(), signed(fill), BigDecimal::add);
      }
    }
    return held;
  }

  /** The lowest holding that was ever reached; below zero means short. */
  BigDecimal lowest() {
    Map<String, BigDecimal> held = new LinkedHashMap<>();
    BigDecimal lowest = BigDecimal.ZERO;
    for (JsonNode fill : fills) {
      lowest = lowest.min(held.merge(fill.path("symbol").asText(), signed(fill), BigDecimal::add));
    }
    return lowest;
  }

  /** Shares bought until an instant. */
  BigDecimal boughtBefore(Instant market) {
    return fills.stream()
        .filter(fill -> fill.path("side").asText().equals("buy"))
        .filter(fill -> !time(fill, "transaction_time").isAfter(market))
        .map(fill -> new BigDecimal(fill.path("qty").asText("0")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Client order ids of the orders that were open at an instant. */
  List<String> openAt(Instant market) {
    return orders.stream()
        .filter(order -> !time(order, "submitted_at").isAfter(market))
        .filter(order -> ENDS.stream().noneMatch(end -> endedBy(order, end, market)))
        .map(order -> order.path("client_order_id").asText())
        .toList();
  }

  /** Accepted orders that raise risk and arrived between two wall-clock instants. */
  List<String> riskRaising(Instant wallFrom, Instant wallTo) {
    List<String> found = new ArrayList<>();
    for (JsonNode request : requests) {
      Instant arrived = Instant.parse(request.path("wallTime").asText());
      boolean order =
          request.path("order").path("side").asText().startsWith("buy")
              && request.path("order").path("accepted").asBoolean();
      boolean replace =
          request.path("method").asText().equals("PATCH")
              && request.path("path").asText().startsWith("/v2/orders");
      if ((order || replace) && arrived.isAfter(wallFrom) && arrived.isBefore(wallTo)) {
        found.add(
            request.path("order").path("clientOrderId").asText(request.path("path").asText())
                + " at "
                + arrived);
      }
    }
    return found;
  }

  /** Client order ids that arrived in more than one accepted order. */
  List<String> doubled() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode request : requests) {
      if (request.path("order").path("accepted").asBoolean()) {
        counts.merge(request.path("order").path("clientOrderId").asText(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Requests of the API that failed on the broker's side and arrived before an instant. */
  int failedBefore(Instant wall) {
    int failed = 0;
    for (JsonNode request : requests) {
      boolean api = request.path("path").asText().startsWith("/v2/");
      boolean bad =
          !request.path("outcome").asText().equals("ANSWERED")
              || request.path("status").asInt() >= 500
              || request.path("status").asInt() == 401;
      if (api && bad && Instant.parse(request.path("wallTime").asText()).isBefore(wall)) {
        failed++;
      }
    }
    return failed;
  }

  /** How often a request arrived. */
  int count(String method, String path) {
    int count = 0;
    for (JsonNode request : requests) {
      if (request.path("method").asText().equals(method)
          && request.path("path").asText().equals(path)) {
        count++;
      }
    }
    return count;
  }

  /** How many orders there ever were. */
  int orders() {
    return orders.size();
  }

  /** Client order ids of accepted sell orders. */
  List<String> sells() {
    List<String> found = new ArrayList<>();
    for (JsonNode request : requests) {
      if (request.path("order").path("side").asText().startsWith("sell")
          && request.path("order").path("accepted").asBoolean()) {
        found.add(request.path("order").path("clientOrderId").asText());
      }
    }
    return found;
  }

  /** When the broker took the cancel of an order that is canceled now; wall time. */
  Optional<Instant> cancelAsked(String clientOrderId) {
    for (JsonNode order : orders) {
      if (!order.path("client_order_id").asText().equals(clientOrderId)
          || !order.path("status").asText().equals("canceled")) {
        continue;
      }
      String path = "/v2/orders/" + order.path("id").asText();
      for (JsonNode request : requests) {
        if (request.path("method").asText().equals("DELETE")
            && request.path("path").asText().equals(path)
            && request.path("status").asInt() / 100 == 2) {
          return Optional.of(Instant.parse(request.path("wallTime").asText()));
        }
      }
    }
    return Optional.empty();
  }

  private static BigDecimal signed(JsonNode fill) {
    BigDecimal quantity = new BigDecimal(fill.path("qty").asText("0"));
    return fill.path("side").asText().startsWith("sell") ? quantity.negate() : quantity;
  }

  private static boolean endedBy(JsonNode order, String field, Instant market) {
    return order.hasNonNull(field) && !time(order, field).isAfter(market);
  }

  private static Instant time(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText("1970-01-01T00:00:00Z"));
  }
}
