package io.tripline.simulator.rest;

import static io.tripline.simulator.order.Refusal.notFound;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.AssetTerms;
import io.tripline.simulator.exchange.Broker;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** {@code /v2/assets}: what can be traded. */
public final class Assets {
  /** Where SPY is listed in Alpaca's own list. */
  static final String EXCHANGE = "ARCA";

  private final Broker broker;

  /** Assets of that broker. */
  public Assets(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/assets", this::list);
    router.add("GET", "/v2/assets/{asset}", this::one);
  }

  /** The id of an asset: the same for the same symbol in every simulator. */
  static String id(String symbol) {
    return UUID.nameUUIDFromBytes(("asset:" + symbol).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The symbol of a symbol or an asset id. */
  static Optional<String> symbol(Broker broker, String symbolOrId) {
    String upper = symbolOrId.toUpperCase(Locale.ROOT);
    return broker.tape().symbols().stream()
        .filter(symbol -> symbol.equals(upper) || id(symbol).equalsIgnoreCase(symbolOrId))
        .findFirst();
  }

  private Reply list(Call call) {
    boolean none =
        call.text("status").filter(status -> !status.equals("active")).isPresent()
            || call.text("asset_class").filter(kind -> !kind.equals("us_equity")).isPresent();
    ArrayNode assets = Json.array();
    if (!none) {
      new TreeSet<>(broker.tape().symbols()).forEach(symbol -> assets.add(asset(symbol)));
    }
    return Reply.ok(assets);
  }

  private Reply one(Call call) {
    String wanted = call.variable("asset");
    return symbol(broker, wanted)
        .map(symbol -> Reply.ok(asset(symbol)))
        .orElseThrow(() -> notFound("asset not found for " + wanted));
  }

  private ObjectNode asset(String symbol) {
    AssetTerms terms = broker.asset(symbol);
    ObjectNode node = Json.object();
    node.put("id", id(symbol));
    node.put("class", "us_equity");
    node.put("exchange", EXCHANGE);
    node.put("symbol", symbol);
    node.put("name", symbol + " (simulated)");
    node.put("status", "active");
    node.put("tradable", terms.tradable());
    node.put("marginable", true);
    node.put("shortable", terms.shortable());
    node.put("easy_to_borrow", terms.shortable());
    node.put("borrow_status", terms.shortable() ? "easy_to_borrow" : "not_borrowable");
    node.put("fractionable", terms.fractionable());
    node.putArray("attributes").add("fractional_eh_enabled").add("has_options");
    node.put("maintenance_margin_requirement", 30);
    node.put("margin_requirement_long", "30");
    node.put("margin_requirement_short", "30");
    return node;
  }
}
