package io.tripline.activities.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single fields: strict where a value matters, blind to fields that we don't know. Decimals
 * may be strings (trading) or numbers (market data) and never pass through a double.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Of two values for one key, neither is known; what follows a document was not meant.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int LONGEST_DECIMAL = 40;
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?");

  /** More than any account, price or holding: such a figure is an error, not a fortune. */
  private static final BigDecimal MOST_MONEY = BigDecimal.TEN.pow(13);

  private static final BigDecimal MOST_PRICE = BigDecimal.TEN.pow(9);
  private static final BigDecimal MOST_SHARES = BigDecimal.TEN.pow(12);

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

  /** Throws where a row is no object: such a row says nothing. */
  static JsonNode array(JsonNode node) throws UnreadableAnswer {
    if (!node.isArray()) {
      throw new UnreadableAnswer("a list was expected");
    }
    for (JsonNode row : node) {
      if (!row.isObject()) {
        throw new UnreadableAnswer("a row of the list is no object");
      }
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

  /** Null where it is missing, null or empty; a list or an object is none of these. */
  static @Nullable String textOrNull(JsonNode node, String field) throws UnreadableAnswer {
    JsonNode value = child(node, field);
    if (value == null) {
      return null;
    }
    if (!value.isValueNode()) {
      throw new UnreadableAnswer(field + " is no single value");
    }
    String text = value.asText();
    return text.isEmpty() ? null : text;
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
    if (text.length() > LONGEST_DECIMAL || !DECIMAL.matcher(text).matches()) {
      throw new UnreadableAnswer(field + " is no decimal number");
    }
    return new BigDecimal(text);
  }

  static BigDecimal decimal(JsonNode node, String field) throws UnreadableAnswer {
    BigDecimal value = decimalOrNull(node, field);
    if (value == null) {
      throw new UnreadableAnswer(field + " is missing");
    }
    return value;
  }

  static Money money(JsonNode node, String field) throws UnreadableAnswer {
    return new Money(atMost(MOST_MONEY, field, decimal(node, field)));
  }

  static Quantity quantity(JsonNode node, String field) throws UnreadableAnswer {
    return shares(field, decimal(node, field));
  }

  static @Nullable Quantity quantityOrNull(JsonNode node, String field) throws UnreadableAnswer {
    BigDecimal value = decimalOrNull(node, field);
    return value == null ? null : shares(field, value);
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
    return new Price(atMost(MOST_PRICE, field, value));
  }

  private static Quantity shares(String field, BigDecimal value) throws UnreadableAnswer {
    return new Quantity(atMost(MOST_SHARES, field, value));
  }

  private static BigDecimal atMost(BigDecimal most, String field, BigDecimal value)
      throws UnreadableAnswer {
    if (value.abs().compareTo(most) > 0) {
      throw new UnreadableAnswer(field + " is out of range");
    }
    return value;
  }
}
