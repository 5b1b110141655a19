package io.tripline.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.runbook.Cause;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * JSON that looks like a message and is not quite one: each leaf may be missing, null, of another
 * type, huge, negative, forged, or in the wrong script.
 */
final class Junk {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 5;
  private static final List<Cause> CAUSES = List.of(Cause.values());

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "alice",
          "bob",
          "ALICE",
          "аlice",
          "alice\u200b",
          "\u202eecila",
          "the guard",
          "machine",
          "Robert'); DROP TABLE entry;--",
          "=HYPERLINK(\"http://127.0.0.1\")",
          "line one\nKILL SWITCH TRIGGERED\r\nline three",
          "\u0000\u001b[2J",
          "${jndi:ldap://127.0.0.1/x}",
          "%s%n{}",
          "../../etc/passwd",
          "NaN",
          "-1",
          "1E+400000",
          "incident-other-manual-2026-01-02-1",
          "reset-1",
          "approve",
          "𝔞𝔩𝔦𝔠𝔢",
          "\ud83d",
          "x".repeat(70_000));

  private final RandomGenerator random;

  Junk(RandomGenerator random) {
    this.random = random;
  }

  /** Something that a reader of {@code type} may or may not take. */
  JsonNode of(Type type) {
    return random.nextInt(8) == 0 ? other() : like(type, 0);
  }

  private JsonNode like(Type type, int depth) {
    int dice = random.nextInt(40);
    if (dice == 0 || depth > DEEPEST) {
      return JSON.nullNode();
    }
    if (dice == 1) {
      return other();
    }
    if (type instanceof ParameterizedType generic) {
      return container(generic, depth);
    }
    return type instanceof Class<?> raw ? leaf(raw, depth) : JSON.nullNode();
  }

  private JsonNode container(ParameterizedType generic, int depth) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] inner = generic.getActualTypeArguments();
    int size = random.nextInt(4);
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode map = JSON.objectNode();
      for (int i = 0; i < size; i++) {
        map.set(text(), like(inner[1], depth + 1));
      }
      return map;
    }
    if (Collection.class.isAssignableFrom(raw)) {
      ArrayNode list = JSON.arrayNode();
      for (int i = 0; i < size; i++) {
        list.add(like(inner[0], depth + 1));
      }
      return list;
    }
    return like(inner[0], depth + 1);
  }

  private JsonNode leaf(Class<?> raw, int depth) {
    if (raw == AccountName.class) {
      return JSON.textNode(random.nextBoolean() ? "abused" : "other");
    }
    if (raw == Symbol.class) {
      return JSON.textNode(random.nextBoolean() ? "SPY" : "spy!");
    }
    if (raw == ClientOrderId.class) {
      return JSON.textNode("permit-" + random.nextInt(3));
    }
    if (raw == TradingDay.class || raw == LocalDate.class) {
      return JSON.textNode(random.nextBoolean() ? "2026-11-20" : "-999999999-01-01");
    }
    if (raw == Cause.class) {
      return JSON.textNode(CAUSES.get(random.nextInt(CAUSES.size())).word());
    }
    if (raw == Money.class || raw == Quantity.class || raw == Price.class) {
      return JSON.textNode(number());
    }
    if (raw == BigDecimal.class) {
      return JSON.numberNode(new BigDecimal(number()));
    }
    if (raw == Instant.class) {
      return JSON.textNode(
          switch (random.nextInt(4)) {
            case 0 -> Instant.MAX.toString();
            case 1 -> Instant.MIN.toString();
            case 2 -> "1970-01-01T00:00:00Z";
            default -> "2026-11-20T15:00:00.123456789Z";
          });
    }
    if (raw == Duration.class) {
      return JSON.textNode(
          switch (random.nextInt(4)) {
            case 0 -> "PT-5S";
            case 1 -> "PT0S";
            case 2 -> Duration.ofSeconds(Long.MAX_VALUE).toString();
            default -> "PT30S";
          });
    }
    if (raw == LocalTime.class) {
      return JSON.textNode("09:30");
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return JSON.booleanNode(random.nextBoolean());
    }
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return JSON.numberNode(
          switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> 1;
            default -> 0;
          });
    }
    if (raw == double.class || raw == Double.class) {
      return random.nextBoolean() ? JSON.numberNode(Double.MAX_VALUE) : JSON.numberNode(-0.0);
    }
    if (raw.isEnum()) {
      Object[] all = raw.getEnumConstants();
      return JSON.textNode(((Enum<?>) all[random.nextInt(all.length)]).name());
    }
    if (raw.isRecord()) {
      return record(raw, depth);
    }
    return JSON.textNode(text());
  }

  private JsonNode record(Class<?> raw, int depth) {
    ObjectNode object = JSON.objectNode();
    for (RecordComponent each : raw.getRecordComponents()) {
      if (random.nextInt(12) > 0) {
        object.set(each.getName(), like(each.getGenericType(), depth + 1));
      }
    }
    if (random.nextInt(10) == 0) {
      object.put("schemaVersion", "99");
    }
    return object;
  }

  /** Of no type in particular. */
  private JsonNode other() {
    return switch (random.nextInt(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.arrayNode();
      case 2 -> JSON.objectNode();
      case 3 -> JSON.numberNode(new BigDecimal(number()));
      case 4 -> JSON.booleanNode(true);
      case 5 -> nested(200);
      case 6 -> JSON.objectNode().put("by", 7).put("verdict", true).putNull("reason");
      case 7 -> JSON.objectNode().put("by", text()).put("reason", text()).put("text", text());
      default -> JSON.textNode(text());
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JSON.textNode("deep");
    for (int i = 0; i < depth; i++) {
      inner = i % 2 == 0 ? JSON.arrayNode().add(inner) : JSON.objectNode().set("by", inner);
    }
    return inner;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private String number() {
    return switch (random.nextInt(7)) {
      case 0 -> "-1";
      case 1 -> "1E+6000";
      case 2 -> "1E-6000";
      case 3 -> "0.000000001";
      case 4 -> "9".repeat(400);
      case 5 -> "0";
      default -> "0.02";
    };
  }
}
