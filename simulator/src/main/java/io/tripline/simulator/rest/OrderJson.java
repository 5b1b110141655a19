package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderTerms;
import io.tripline.simulator.order.OrderType;
import java.util.Optional;

/** Writes orders as Alpaca's API does. */
public final class OrderJson {
  private final Broker broker;

  /** Writes orders of that broker; to be used inside its lock. */
  public OrderJson(Broker broker) {
    this.broker = broker;
  }

  /** The order with its legs. */
  public ObjectNode nested(Order order) {
    ObjectNode node = flat(order);
    var legs = broker.book().legsOf(order);
    if (!legs.isEmpty()) {
      ArrayNode array = node.putArray("legs");
      legs.forEach(leg -> array.add(flat(leg)));
    }
    return node;
  }

  /** The order alone. */
  public ObjectNode flat(Order order) {
    OrderTerms terms = order.terms();
    ObjectNode node = Json.object();
    node.put("id", order.id());
    node.put("client_order_id", terms.clientOrderId());
    node.put("created_at", terms.createdAt().toString());
    node.put("updated_at", order.updatedAt().toString());
    node.put("submitted_at", order.submittedAt().toString());
    Json.putTime(node, "filled_at", order.filledAt());
    Json.putTime(node, "expired_at", order.expiredAt());
    node.put("expires_at", terms.expiresAt().toString());
    Json.putTime(node, "canceled_at", order.canceledAt());
    Json.putTime(node, "failed_at", order.failedAt());
    Json.putTime(node, "replaced_at", order.replacedAt());
    node.put("replaced_by", order.replacedBy().orElse(null));
    node.put("replaces", terms.replaces());
    node.put("asset_id", Assets.id(terms.symbol()));
    node.put("symbol", terms.symbol());
    node.put("asset_class", "us_equity");
    Json.put(node, "notional", Optional.ofNullable(terms.notional()));
    Json.put(node, "qty", order.quantity());
    Json.put(node, "filled_qty", Optional.of(order.filled()));
    Json.put(node, "filled_avg_price", order.averagePrice());
    node.put("order_class", terms.orderClass().code());
    node.put("order_type", terms.type().code());
    node.put("type", terms.type().code());
    node.put("side", terms.side().code());
    node.put("position_intent", terms.positionIntent());
    node.put("time_in_force", terms.timeInForce().code());
    Json.put(node, "limit_price", Optional.ofNullable(terms.limitPrice()));
    Json.put(
        node,
        "stop_price",
        terms.type() == OrderType.TRAILING_STOP
            ? broker.stopOf(order)
            : Optional.ofNullable(terms.stopPrice()));
    node.put("status", order.status().code());
    node.put("extended_hours", terms.extendedHours());
    node.putNull("legs");
    Json.put(node, "trail_percent", Optional.ofNullable(terms.trailPercent()));
    Json.put(node, "trail_price", Optional.ofNullable(terms.trailPrice()));
    Json.put(node, "hwm", order.best());
    node.putNull("subtag");
    node.putNull("source");
    return node;
  }

  /** An entry with its legs where it has some, as answers to a POST show it. */
  ObjectNode receipt(Order order) {
    return order.terms().orderClass() == OrderClass.SIMPLE ? flat(order) : nested(order);
  }
}
