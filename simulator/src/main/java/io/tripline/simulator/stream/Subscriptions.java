package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.rest.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The symbols by channel that one client of the data stream wants. The connection guards it. */
final class Subscriptions {
  private static final String EVERY = "*";

  /** What a client may ask for; corrections and cancels come along with trades. */
  private static final List<String> ASKED =
      List.of(
          "trades",
          "quotes",
          "bars",
          "updatedBars",
          "dailyBars",
          "statuses",
          "lulds",
          "imbalances");

  private static final List<String> WITH_TRADES = List.of("corrections", "cancelErrors");

  private final Map<String, Set<String>> channels = new LinkedHashMap<>();

  Subscriptions() {
    ASKED.forEach(channel -> channels.put(channel, new TreeSet<>()));
  }

  private Subscriptions(Subscriptions other) {
    other.channels.forEach((channel, symbols) -> channels.put(channel, new TreeSet<>(symbols)));
  }

  boolean wants(String channel, String symbol) {
    Set<String> symbols = channels.getOrDefault(channel, Set.of());
    return symbols.contains(symbol) || symbols.contains(EVERY);
  }

  /** Whether a request names a channel that this feed does not have. */
  static boolean namesAnUnknownChannel(JsonNode request) {
    return request.properties().stream()
        .anyMatch(field ->
            !field.getKey().equals("action")
                && !field.getValue().isEmpty()
                && !ASKED.contains(field.getKey())
                && !WITH_TRADES.contains(field.getKey()));
  }

  /** These and those that the request names. */
  Subscriptions with(JsonNode request) {
    var more = new Subscriptions(this);
    more.channels.forEach(
        (channel, symbols) -> request.path(channel).forEach(symbol -> symbols.add(upper(symbol))));
    return more;
  }

  /** These but for those that the request names; a star takes all of its channel. */
  Subscriptions without(JsonNode request) {
    var fewer = new Subscriptions(this);
    fewer.channels.forEach((channel, symbols) ->
        request
            .path(channel)
            .forEach(symbol -> {
              if (upper(symbol).equals(EVERY)) {
                symbols.clear();
              } else {
                symbols.remove(upper(symbol));
              }
            }));
    return fewer;
  }

  /** Symbols of trades and quotes, each counted once a channel, as the free plan counts them. */
  int counted() {
    return size("trades") + size("quotes");
  }

  ObjectNode confirmation() {
    ObjectNode node = Json.object();
    node.put("T", "subscription");
    channels.forEach((channel, symbols) -> put(node, channel, symbols));
    WITH_TRADES.forEach(channel -> put(node, channel, channels.getOrDefault("trades", Set.of())));
    return node;
  }

  private int size(String channel) {
    return channels.getOrDefault(channel, Set.of()).size();
  }

  private static void put(ObjectNode node, String channel, Set<String> symbols) {
    ArrayNode array = node.putArray(channel);
    symbols.forEach(array::add);
  }

  private static String upper(JsonNode symbol) {
    return symbol.asText().toUpperCase(Locale.ROOT);
  }
}
