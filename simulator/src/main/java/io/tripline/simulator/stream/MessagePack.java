package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.rest.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * JSON trees as MessagePack (github.com/msgpack/msgpack/blob/master/spec.md). The field {@code t}
 * of a message is written as the timestamp extension, type −1: Alpaca's Python client asks it for
 * its date, which a text can't give.
 */
final class MessagePack {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TIME = "t";
  private static final int TIMESTAMP_TYPE = -1;
  private static final int DEEPEST = 16;

  private MessagePack() {}

  static byte[] encode(JsonNode node) {
    var bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), node);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads one value.
   *
   * @throws IOException if it is not MessagePack, or has something after its end
   */
  static JsonNode decode(ByteBuffer bytes) throws IOException {
    try {
      JsonNode node = read(bytes, 0);
      if (bytes.hasRemaining()) {
        throw new IOException("something follows the value");
      }
      return node;
    } catch (BufferUnderflowException e) {
      throw new IOException("the value is cut short", e);
    }
  }

  private static void write(DataOutputStream out, JsonNode node) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        head(out, node.size(), 0x80, 15, 0xde);
        for (var field : node.properties()) {
          text(out, field.getKey());
          if (field.getKey().equals(TIME) && field.getValue().isTextual()) {
            timestamp(out, Instant.parse(field.getValue().asText()));
          } else {
            write(out, field.getValue());
          }
        }
      }
      case ARRAY -> {
        head(out, node.size(), 0x90, 15, 0xdc);
        for (JsonNode item : node) {
          write(out, item);
        }
      }
      case STRING -> text(out, node.asText());
      case BOOLEAN -> out.writeByte(node.asBoolean() ? 0xc3 : 0xc2);
      case NUMBER -> number(out, node);
      case NULL, MISSING -> out.writeByte(0xc0);
      case BINARY, POJO -> throw new IOException("not a value of JSON: " + node.getNodeType());
    }
  }

  /** The length of a map or a list: in the first byte where it is small, else in 2 or 4 bytes. */
  private static void head(DataOutputStream out, int size, int small, int most, int large)
      throws IOException {
    if (size <= most) {
      out.writeByte(small | size);
    } else if (size <= 0xffff) {
      out.writeByte(large);
      out.writeShort(size);
    } else {
      out.writeByte(large + 1);
      out.writeInt(size);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= 31) {
      out.writeByte(0xa0 | bytes.length);
    } else if (bytes.length <= 0xff) {
      out.writeByte(0xd9);
      out.writeByte(bytes.length);
    } else {
      head(out, bytes.length, 0, -1, 0xda);
    }
    out.write(bytes);
  }

  private static void number(DataOutputStream out, JsonNode node) throws IOException {
    if (!node.isIntegralNumber()) {
      out.writeByte(0xcb);
      out.writeDouble(node.asDouble());
      return;
    }
    long value = node.asLong();
    if (value >= -32 && value <= 127) {
      out.writeByte((int) value);
    } else if (value >= 0 && value <= 0xffff_ffffL) {
      out.writeByte(0xce);
      out.writeInt((int) value);
    } else {
      out.writeByte(0xd3);
      out.writeLong(value);
    }
  }

  /** Nanoseconds in 30 bits and seconds in 34, which lasts until the year 2514. */
  private static void timestamp(DataOutputStream out, Instant instant) throws IOException {
    out.writeByte(0xd7);
    out.writeByte(TIMESTAMP_TYPE);
    out.writeLong((long) instant.getNano() << 34 | instant.getEpochSecond());
  }

  private static JsonNode read(ByteBuffer in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("nested too deeply");
    }
    int first = in.get() & 0xff;
    if (first <= 0x7f || first >= 0xe0) {
      return NODES.numberNode((int) (byte) first);
    }
    if (first <= 0x8f) {
      return map(in, first & 0x0f, depth);
    }
    if (first <= 0x9f) {
      return list(in, first & 0x0f, depth);
    }
    if (first <= 0xbf) {
      return text(in, first & 0x1f);
    }
    return switch (first) {
      case 0xc0 -> NODES.nullNode();
      case 0xc2 -> NODES.booleanNode(false);
      case 0xc3 -> NODES.booleanNode(true);
      // Some clients send texts as bytes.
      case 0xc4, 0xd9 -> text(in, in.get() & 0xff);
      case 0xc5, 0xda -> text(in, in.getShort() & 0xffff);
      case 0xc6, 0xdb -> text(in, in.getInt());
      case 0xca -> NODES.numberNode(in.getFloat());
      case 0xcb -> NODES.numberNode(in.getDouble());
      case 0xcc -> NODES.numberNode(in.get() & 0xff);
      case 0xcd -> NODES.numberNode(in.getShort() & 0xffff);
      case 0xce -> NODES.numberNode(in.getInt() & 0xffff_ffffL);
      case 0xcf, 0xd3 -> NODES.numberNode(in.getLong());
      case 0xd0 -> NODES.numberNode((int) in.get());
      case 0xd1 -> NODES.numberNode((int) in.getShort());
      case 0xd2 -> NODES.numberNode(in.getInt());
      case 0xdc -> list(in, in.getShort() & 0xffff, depth);
      case 0xdd -> list(in, in.getInt(), depth);
      case 0xde -> map(in, in.getShort() & 0xffff, depth);
      case 0xdf -> map(in, in.getInt(), depth);
      default -> throw new IOException("unexpected byte 0x" + Integer.toHexString(first));
    };
  }

  private static JsonNode text(ByteBuffer in, int length) throws IOException {
    if (length < 0 || length > in.remaining()) {
      throw new IOException("a text is cut short");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return NODES.textNode(new String(bytes, StandardCharsets.UTF_8));
  }

  private static ArrayNode list(ByteBuffer in, int size, int depth) throws IOException {
    if (size < 0 || size > in.remaining()) {
      throw new IOException("a list is cut short");
    }
    ArrayNode list = Json.array();
    for (int i = 0; i < size; i++) {
      list.add(read(in, depth + 1));
    }
    return list;
  }

  private static ObjectNode map(ByteBuffer in, int size, int depth) throws IOException {
    if (size < 0 || size > in.remaining()) {
      throw new IOException("a map is cut short");
    }
    ObjectNode map = Json.object();
    for (int i = 0; i < size; i++) {
      String key = read(in, depth + 1).asText();
      map.set(key, read(in, depth + 1));
    }
    return map;
  }
}
