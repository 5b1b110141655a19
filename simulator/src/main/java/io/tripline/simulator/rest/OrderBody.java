package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.account.Side;
import io.tripline.simulator.exchange.OrderChange;
import io.tripline.simulator.exchange.OrderRequest;
import io.tripline.simulator.order.OrderClass;
import io.tripline.simulator.order.OrderType;
import io.tripline.simulator.order.Refusal;
import io.tripline.simulator.order.TimeInForce;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of orders. Amounts may be numbers or strings: clients send both. */
final class OrderBody {
  private final JsonNode body;

  OrderBody(JsonNode body) {
    if (!body.isObject()) {
      throw new Refusal(400, 40010000, "request body format is invalid");
    }
    this.body = body;
  }

  OrderRequest request(Function<String, String> symbolOf) {
    String intent = text(body, "position_intent");
    JsonNode profit = body.path("take_profit");
    JsonNode loss = body.path("stop_loss");
    OrderClass orderClass = orderClass();
    BigDecimal limit = decimal(body, "limit_price");
    BigDecimal profitLimit = decimal(profit, "limit_price");
    return new OrderRequest(
        symbolOf.apply(required("symbol")),
        side(intent),
        oneOf("type", required("type"), OrderType.values(), OrderType::code),
        oneOf("time_in_force", required("time_in_force"), TimeInForce.values(), TimeInForce::code),
        orderClass,
        decimal(body, "qty"),
        decimal(body, "notional"),
        // Clients name the limit of an OCO once, inside take_profit.
        limit == null && orderClass == OrderClass.OCO ? profitLimit : limit,
        decimal(body, "stop_price"),
        decimal(body, "trail_price"),
        decimal(body, "trail_percent"),
        text(body, "client_order_id"),
        intent,
        flag("extended_hours"),
        profitLimit,
        decimal(loss, "stop_price"),
        decimal(loss, "limit_price"));
  }

  OrderChange change() {
    String inForce = text(body, "time_in_force");
    BigDecimal quantity = decimal(body, "qty");
    if (quantity != null && (quantity.signum() <= 0 || quantity.stripTrailingZeros().scale() > 0)) {
      throw Refusal.invalid("qty must be a whole number > 0");
    }
    return new OrderChange(
        quantity,
        inForce == null
            ? null
            : oneOf("time_in_force", inForce, TimeInForce.values(), TimeInForce::code),
        decimal(body, "limit_price"),
        decimal(body, "stop_price"),
        decimal(body, "trail"),
        text(body, "client_order_id"));
  }

  private Side side(@Nullable String intent) {
    String side = text(body, "side");
    if (side != null) {
      return oneOf("side", side, Side.values(), Side::code);
    }
    if (intent != null) {
      return intent.startsWith("buy") ? Side.BUY : Side.SELL;
    }
    throw Refusal.invalid("side is required");
  }

  private OrderClass orderClass() {
    String text = text(body, "order_class");
    if (text == null || text.equals("simple")) {
      return OrderClass.SIMPLE;
    }
    return oneOf("order_class", text, OrderClass.values(), OrderClass::code);
  }

  private boolean flag(String name) {
    return "true".equalsIgnoreCase(body.path(name).asText());
  }

  private String required(String name) {
    String value = text(body, name);
    if (value == null) {
      throw Refusal.invalid(name + " is required");
    }
    return value;
  }

  private static <T> T oneOf(String name, String text, T[] values, Function<T, String> code) {
    for (T value : values) {
      if (code.apply(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw Refusal.invalid("invalid " + name + ": " + text);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() || value.asText().isEmpty()
        ? null
        : value.asText();
  }

  private static @Nullable BigDecimal decimal(JsonNode node, String name) {
    String text = text(node, name);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name + " must be a number");
    }
  }
}
