package io.tripline.activities.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads single fields: strict where a value matters, blind to fields that we don't know. Decimals
 * may be strings (trading) or numbers (market data) and never pass through a double.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int LONGEST_DECIMAL = 40;

  private Json() {}

  static JsonNode tree(String body) throws UnreadableAnswer {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node == null || node.isMissingNode()) {
        throw new UnreadableAnswer("the body is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new UnreadableAnswer("the body is not JSON");
    }
  }

  static byte[] bytes(JsonNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode array(JsonNode node) throws UnreadableAnswer {
    if (!node.isArray()) {
      throw new UnreadableAnswer("a list was expected");
    }
    return node;
  }

  static @Nullable JsonNode child(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  static String text(JsonNode node, String field) throws UnreadableAnswer {
    String value = textOrNull(node, field);
    if (value == null) {
      throw new UnreadableAnswer(field + " is missing");
    }
    return value;
  }

  static @Nullable String textOrNull(JsonNode node, String field) {
    JsonNode value = child(node, field);
    return value == null || !value.isValueNode() || value.asText().isEmpty()
        ? null
        : value.asText();
  }

  static boolean flag(JsonNode node, String field) throws UnreadableAnswer {
    JsonNode value = child(node, field);
    if (value == null || !value.isBoolean()) {
      throw new UnreadableAnswer(field + " is missing or neither true nor false");
    }
    return value.booleanValue();
  }

  static @Nullable BigDecimal decimalOrNull(JsonNode node, String field) throws UnreadableAnswer {
    String text = textOrNull(node, field);
    if (text == null) {
      return null;
    }
    try {
      BigDecimal value = text.length() > LONGEST_DECIMAL ? null : new BigDecimal(text);
      if (value == null || Math.abs(value.scale()) > LONGEST_DECIMAL) {
        throw new UnreadableAnswer(field + " is out of range");
      }
      return value;
    } catch (NumberFormatException e) {
      throw new UnreadableAnswer(field + " is no decimal number");
    }
  }

  static BigDecimal decimal(JsonNode node, String field) throws UnreadableAnswer {
    BigDecimal value = decimalOrNull(node, field);
    if (value == null) {
      throw new UnreadableAnswer(field + " is missing");
    }
    return value;
  }

  static Money money(JsonNode node, String field) throws UnreadableAnswer {
    return new Money(decimal(node, field));
  }

  static Quantity quantity(JsonNode node, String field) throws UnreadableAnswer {
    return new Quantity(decimal(node, field));
  }

  static Price price(JsonNode node, String field) throws UnreadableAnswer {
    return price(field, decimal(node, field));
  }

  static @Nullable Price priceOrNull(JsonNode node, String field) throws UnreadableAnswer {
    BigDecimal value = decimalOrNull(node, field);
    return value == null ? null : price(field, value);
  }

  static Instant instant(JsonNode node, String field) throws UnreadableAnswer {
    Instant value = instantOrNull(node, field);
    if (value == null) {
      throw new UnreadableAnswer(field + " is missing");
    }
    return value;
  }

  static @Nullable Instant instantOrNull(JsonNode node, String field) throws UnreadableAnswer {
    String text = textOrNull(node, field);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UnreadableAnswer(field + " is no instant");
    }
  }

  static @Nullable LocalDate dateOrNull(JsonNode node, String field) throws UnreadableAnswer {
    String text = textOrNull(node, field);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new UnreadableAnswer(field + " is no date");
    }
  }

  static Symbol symbol(String text) throws UnreadableAnswer {
    try {
      return new Symbol(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableAnswer("symbol is of an unknown form");
    }
  }

  private static Price price(String field, BigDecimal value) throws UnreadableAnswer {
    if (value.signum() < 0) {
      throw new UnreadableAnswer(field + " is negative");
    }
    return new Price(value);
  }
}
