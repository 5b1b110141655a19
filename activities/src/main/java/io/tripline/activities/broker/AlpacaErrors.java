package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.broker.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an error answer for {@link ErrorTable}: its code, its extra keys, its sentence. A body that
 * is no JSON object has none of them. What nobody has seen before is logged.
 */
final class AlpacaErrors {
  private static final Logger LOG = LoggerFactory.getLogger(AlpacaErrors.class);
  private static final int LONGEST_MESSAGE = 200;

  private AlpacaErrors() {}

  static <T> Answer<T> failed(int status, String body, String requestId) {
    JsonNode error = errorOrNull(body);
    if (error == null) {
      return new Answer.Failed<>(
          ErrorTable.row(status, ErrorTable.NONE, Set.of(), "").fault(),
          "HTTP " + status + " without a readable body",
          Answer.Extras.none(status, requestId));
    }
    Answer.Extras extras = extras(status, error, requestId);
    String message = oneLine(textOrNull(error, "message"));
    ErrorTable.Row row = ErrorTable.row(status, extras.code(), keys(error), message);
    if (unseen(status, row)) {
      LOG.atWarn()
          .addKeyValue("status", status)
          .addKeyValue("code", extras.code())
          .addKeyValue("requestId", requestId)
          .addKeyValue("fault", row.fault())
          .log("an error answer of a kind not seen before");
    }
    return new Answer.Failed<>(
        row.fault(),
        "HTTP " + status + (extras.code() == 0 ? "" : " code " + extras.code()) + ": " + message,
        extras);
  }

  /** A refusal of which only the status, or only the widest code, is known. */
  private static boolean unseen(int status, ErrorTable.Row row) {
    return (status == 403 || status == 422)
        && row.keys().isEmpty()
        && row.sentence().isEmpty()
        && (row.bare() || row.code() == 40310000L);
  }

  private static Set<String> keys(JsonNode error) {
    Set<String> keys = new TreeSet<>();
    error
        .properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            keys.add(field.getKey());
          }
        });
    return keys;
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
    return new Answer.Extras(
        status,
        code(error),
        related,
        textOrNull(error, "existing_order_id"),
        quantityOrNull(error, "available"),
        quantityOrNull(error, "held_for_orders"),
        requestId);
  }

  /** Alpaca's code, as a number or as a string; anything else is none. */
  private static long code(JsonNode error) {
    BigDecimal code = decimalOrNull(error, "code");
    try {
      return code == null || code.signum() < 0 ? ErrorTable.NONE : code.longValueExact();
    } catch (ArithmeticException e) {
      return ErrorTable.NONE;
    }
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

  private static @Nullable String textOrNull(JsonNode error, String field) {
    try {
      return Json.textOrNull(error, field);
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
