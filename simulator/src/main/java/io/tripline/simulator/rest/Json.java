package io.tripline.simulator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** How the API writes values: amounts as strings, instants in UTC. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** Parses a body; an empty one is a missing node. */
  public static JsonNode parse(String text) throws IOException {
    JsonNode node = MAPPER.readTree(text);
    return node == null ? NODES.missingNode() : node;
  }

  /** Writes a node; numbers never have an exponent. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** An empty object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** An empty list. */
  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  static String money(BigDecimal amount) {
    return Numbers.plain(amount.setScale(2, RoundingMode.HALF_EVEN));
  }

  static void put(ObjectNode node, String name, Optional<BigDecimal> number) {
    number.ifPresentOrElse(value -> node.put(name, Numbers.plain(value)), () -> node.putNull(name));
  }

  static void putTime(ObjectNode node, String name, Optional<Instant> instant) {
    instant.ifPresentOrElse(value -> node.put(name, value.toString()), () -> node.putNull(name));
  }
}
