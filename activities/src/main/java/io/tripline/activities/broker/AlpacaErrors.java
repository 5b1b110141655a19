package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which fault an error answer is: by HTTP status, then {@code code}, then the extra keys of the
 * body, and by the sentence only where one code covers several causes. What nobody has seen before
 * is logged and gets the widest fault of its status.
 */
final class AlpacaErrors {
  private static final Logger LOG = LoggerFactory.getLogger(AlpacaErrors.class);
  private static final long NOT_FOUND = 40410000L;
  private static final long DAY_TRADING = 40310100L;
  private static final int LONGEST_MESSAGE = 200;

  private AlpacaErrors() {}

  static <T> Answer<T> failed(int status, String body, String requestId) {
    JsonNode error = errorOrNull(body);
    if (error == null) {
      return new Answer.Failed<>(
          withoutBody(status),
          "HTTP " + status + " without a readable body",
          Answer.Extras.none(status, requestId));
    }
    Answer.Extras extras = extras(status, error, requestId);
    String message = oneLine(Json.textOrNull(error, "message"));
    return new Answer.Failed<>(
        classify(extras, error, message.toLowerCase(Locale.ROOT)),
        "HTTP " + status + (extras.code() == 0 ? "" : " code " + extras.code()) + ": " + message,
        extras);
  }

  private static Fault classify(Answer.Extras extras, JsonNode error, String message) {
    return switch (extras.status()) {
      case 400 -> message.contains("invalid symbol") ? Fault.UNKNOWN_SYMBOL : Fault.MALFORMED;
      case 401 -> Fault.UNAUTHORISED;
      case 403 -> forbidden(extras, error, message);
      // Only Alpaca's own 404 says that a thing is not there; a proxy's says nothing.
      case 404 -> extras.code() == NOT_FOUND ? notFound(message) : Fault.UNREADABLE_ANSWER;
      case 422 -> unprocessable(extras, message);
      default -> withoutBody(extras.status());
    };
  }

  private static Fault forbidden(Answer.Extras extras, JsonNode error, String message) {
    if (extras.code() == DAY_TRADING) {
      return Fault.ACCOUNT_RESTRICTED;
    }
    if (extras.heldForOrders() != null || extras.available() != null) {
      return Fault.QUANTITY_HELD;
    }
    if (extras.existingOrderId() != null || Json.child(error, "reject_reason") != null) {
      return Fault.WASH_TRADE;
    }
    if (Json.child(error, "buying_power") != null || Json.child(error, "cost_basis") != null) {
      return Fault.INSUFFICIENT_BUYING_POWER;
    }
    if (message.contains("rejected by user request")) {
      return Fault.HALTED_AT_BROKER;
    }
    if (message.contains("not allowed to short")
        || message.contains("not authorized to trade")
        || message.contains("restricted to liquidation")) {
      return Fault.ACCOUNT_RESTRICTED;
    }
    if (message.contains("insufficient qty")) {
      return Fault.QUANTITY_HELD;
    }
    if (extras.code() == 0 && message.startsWith("forbidden")) {
      return Fault.UNAUTHORISED;
    }
    return unseen(extras, Fault.REFUSED);
  }

  private static Fault notFound(String message) {
    return message.contains("asset not found") || message.contains("symbol not found")
        ? Fault.UNKNOWN_SYMBOL
        : Fault.NOT_FOUND;
  }

  private static Fault unprocessable(Answer.Extras extras, String message) {
    if (message.contains("client_order_id must be unique")) {
      return Fault.DUPLICATE_ORDER_ID;
    }
    if (extras.code() == 40010001L) {
      return Fault.MALFORMED;
    }
    if (message.startsWith("asset ")
        && (message.contains("not found") || message.contains("not tradable"))) {
      return Fault.UNKNOWN_SYMBOL;
    }
    if (message.contains("cannot be sold short")) {
      return Fault.ACCOUNT_RESTRICTED;
    }
    if (extras.code() == 42210000L) {
      return Fault.REFUSED;
    }
    return unseen(extras, Fault.REFUSED);
  }

  private static Fault withoutBody(int status) {
    return switch (status) {
      case 401 -> Fault.UNAUTHORISED;
      case 403, 422 -> Fault.REFUSED;
      case 400 -> Fault.MALFORMED;
      // A server that gave up waiting may have acted: as little known as after a 5xx.
      case 408 -> Fault.BROKER_OUTAGE;
      case 429 -> Fault.RATE_LIMITED;
      default -> status >= 500 ? Fault.BROKER_OUTAGE : Fault.UNREADABLE_ANSWER;
    };
  }

  private static Fault unseen(Answer.Extras extras, Fault fault) {
    LOG.atWarn()
        .addKeyValue("status", extras.status())
        .addKeyValue("code", extras.code())
        .addKeyValue("requestId", extras.requestId())
        .addKeyValue("fault", fault)
        .log("an error answer of a kind not seen before");
    return fault;
  }

  private static @Nullable JsonNode errorOrNull(String body) {
    try {
      JsonNode node = Json.tree(body);
      return node.isObject() ? node : null;
    } catch (UnreadableAnswer e) {
      return null;
    }
  }

  private static Answer.Extras extras(int status, JsonNode error, String requestId) {
    List<String> related = new ArrayList<>();
    JsonNode ids = Json.child(error, "related_orders");
    if (ids != null && ids.isArray()) {
      for (JsonNode id : ids) {
        related.add(id.asText());
      }
    }
    BigDecimal code = decimalOrNull(error, "code");
    return new Answer.Extras(
        status,
        code == null ? 0 : code.longValue(),
        related,
        Json.textOrNull(error, "existing_order_id"),
        quantityOrNull(error, "available"),
        quantityOrNull(error, "held_for_orders"),
        requestId);
  }

  private static @Nullable Quantity quantityOrNull(JsonNode error, String field) {
    BigDecimal value = decimalOrNull(error, field);
    return value == null ? null : new Quantity(value);
  }

  private static @Nullable BigDecimal decimalOrNull(JsonNode error, String field) {
    try {
      return Json.decimalOrNull(error, field);
    } catch (UnreadableAnswer e) {
      return null;
    }
  }

  private static String oneLine(@Nullable String message) {
    if (message == null) {
      return "no message";
    }
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
