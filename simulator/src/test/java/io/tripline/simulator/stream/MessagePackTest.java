package io.tripline.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.rest.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[null,true,false]",
        "[0,127,128,255,256,65535,65536,4294967295,4294967296,-1,-32,-33,-70000]",
        "[1.5,-0.25,650.01]",
        "{\"action\":\"subscribe\",\"quotes\":[\"SPY\"],\"deep\":{\"er\":[{\"a\":1}]}}",
      })
  void whatIsWrittenCanBeRead(String json) throws IOException {
    JsonNode node = Json.parse(json);
    assertThat(MessagePack.decode(ByteBuffer.wrap(MessagePack.encode(node))).toString())
        .isEqualTo(node.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536})
  void everyLengthHasItsForm(int length) throws IOException {
    var array = Json.array();
    for (int i = 0; i < length; i++) {
      array.add(7);
    }
    JsonNode both = Json.object().put("text", "x".repeat(length)).set("list", array);
    assertThat(MessagePack.decode(ByteBuffer.wrap(MessagePack.encode(both)))).hasSize(2);
    assertThat(MessagePack.decode(ByteBuffer.wrap(MessagePack.encode(both))).path("list"))
        .hasSize(length);
  }

  @Test
  void writesTheTimeAsTheTimestampExtension() {
    var message = Json.object().put("t", "2026-11-18T15:00:00.000000001Z");
    assertThat(HexFormat.of().formatHex(MessagePack.encode(message)))
        .isEqualTo("81a174d7ff000000046afdbd70");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "81", "a5", "92c0", "dd7fffffff", "c1", "c0c0", "d7ff0000000000000000"})
  void refusesWhatIsNotOneValue(String hex) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    assertThatIOException().isThrownBy(() -> MessagePack.decode(bytes));
  }

  @Test
  void refusesToNestForEver() {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("91".repeat(1000) + "c0"));
    assertThatIOException().isThrownBy(() -> MessagePack.decode(bytes));
  }
}
