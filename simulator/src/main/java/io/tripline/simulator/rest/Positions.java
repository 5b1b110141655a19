package io.tripline.simulator.rest;

import static io.tripline.simulator.order.Refusal.invalid;
import static io.tripline.simulator.order.Refusal.notFound;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.account.Position;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.exchange.Numbers;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /v2/positions}. */
public final class Positions {
  private static final int FRACTION_DIGITS = 10;

  private final Broker broker;
  private final Orders orders;
  private final OrderJson json;

  /** Positions of that broker's account. */
  public Positions(Broker broker, Orders orders) {
    this.broker = broker;
    this.orders = orders;
    this.json = new OrderJson(broker);
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/positions", call -> list());
    router.add("DELETE", "/v2/positions", this::closeAll);
    router.add("GET", "/v2/positions/{asset}", this::one);
    router.add("DELETE", "/v2/positions/{asset}", this::close);
  }

  private Reply list() {
    ArrayNode positions = Json.array();
    broker.shownPositions().forEach(position -> positions.add(position(position)));
    return Reply.ok(positions);
  }

  private Reply one(Call call) {
    String symbol = symbol(call);
    return broker.shownPositions().stream()
        .filter(position -> position.symbol().equals(symbol))
        .findFirst()
        .map(position -> Reply.ok(position(position)))
        .orElseThrow(() -> notFound("position does not exist"));
  }

  private Reply close(Call call) {
    String symbol = symbol(call);
    Optional<BigDecimal> quantity = call.decimal("qty");
    Optional<BigDecimal> percentage = call.decimal("percentage");
    if (quantity.isPresent() && percentage.isPresent()) {
      throw invalid("only one of qty or percentage is accepted");
    }
    if (percentage.isEmpty()) {
      return Reply.ok(broker.desk().close(symbol, quantity.orElse(null), json::receipt));
    }
    BigDecimal percent = percentage.get();
    if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw invalid("percentage must be between 0 and 100");
    }
    return Reply.ok(broker.desk().closePercentage(symbol, percent, json::receipt));
  }

  private Reply closeAll(Call call) {
    if (call.flag("cancel_orders")) {
      orders.cancelAll();
    }
    ArrayNode rows = Json.array();
    for (Position position : List.copyOf(broker.ledger().positions())) {
      ObjectNode row = rows.addObject();
      row.put("symbol", position.symbol());
      try {
        ObjectNode order = broker.desk().close(position.symbol(), null, json::receipt);
        row.put("status", 200);
        row.set("body", order);
      } catch (Refusal refusal) {
        row.put("status", refusal.status());
        row.set("body", ErrorBody.of(refusal));
      }
    }
    return Reply.json(207, rows);
  }

  private ObjectNode position(Position position) {
    String symbol = position.symbol();
    BigDecimal quantity = position.quantity();
    BigDecimal price = broker.mark(symbol);
    BigDecimal lastClose =
        broker
            .tape()
            .price(
                symbol,
                broker.calendar().previous(broker.calendar().dateAt(broker.now())).closesAt());
    BigDecimal cost = quantity.multiply(position.averageEntry());
    BigDecimal profit = position.valueAt(price).subtract(cost);
    BigDecimal dayCost = quantity.multiply(position.dayBasis());
    BigDecimal dayProfit = position.valueAt(price).subtract(dayCost);
    ObjectNode node = Json.object();
    node.put("asset_id", Assets.id(symbol));
    node.put("symbol", symbol);
    node.put("exchange", Assets.EXCHANGE);
    node.put("asset_class", "us_equity");
    node.put("asset_marginable", true);
    node.put("avg_entry_price", Numbers.plain(position.averageEntry()));
    node.put("qty", Numbers.plain(quantity));
    BigDecimal available = broker.available(symbol).max(BigDecimal.ZERO);
    node.put("qty_available", Numbers.plain(position.isShort() ? available.negate() : available));
    node.put("side", position.isShort() ? "short" : "long");
    node.put("market_value", Numbers.plain(position.valueAt(price)));
    node.put("cost_basis", Numbers.plain(cost));
    node.put("unrealized_pl", Numbers.plain(profit));
    node.put("unrealized_plpc", ratio(profit, cost.abs()));
    node.put("unrealized_intraday_pl", Numbers.plain(dayProfit));
    node.put("unrealized_intraday_plpc", ratio(dayProfit, dayCost.abs()));
    node.put("current_price", Numbers.plain(price));
    node.put("lastday_price", Numbers.plain(lastClose));
    node.put("change_today", ratio(price.subtract(lastClose), lastClose));
    return node;
  }

  private static String ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? "0"
        : Numbers.plain(part.divide(whole, FRACTION_DIGITS, RoundingMode.HALF_EVEN));
  }

  private String symbol(Call call) {
    String asset = call.variable("asset");
    return Assets.symbol(broker, asset)
        .orElseThrow(() -> notFound("symbol not found: " + asset.toUpperCase(Locale.ROOT)));
  }
}
