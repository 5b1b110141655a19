package io.tripline.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TradeStreamTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BrokerClient client = new BrokerClient();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Frames frames = new Frames();

  @AfterEach
  void stop() {
    http.shutdownNow();
    client.close();
  }

  @Test
  void sendsTheLifeOfAnOrderInBinaryFrames() throws InterruptedException {
    listening();
    client.buy(3);
    assertThat(events(3)).containsExactly("pending_new", "new", "fill");
    JsonNode fill = frames.last();
    assertThat(fill.at("/data/qty").asText()).isEqualTo("3");
    assertThat(fill.at("/data/position_qty").asText()).isEqualTo("3");
    assertThat(fill.at("/data/order/status").asText()).isEqualTo("filled");
    assertThat(fill.at("/data/timestamp").asText()).isEqualTo(BrokerClient.START.toString());
  }

  @Test
  void sendsCancels() throws InterruptedException {
    listening();
    client.limit("buy", 1, "600");
    client.delete("/v2/orders");
    assertThat(events(3)).containsExactly("pending_new", "new", "canceled");
  }

  @Test
  void refusesToListenBeforeTheKeysAreShown() throws InterruptedException {
    WebSocket socket = connect();
    socket
        .sendText("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}", true)
        .join();
    assertThat(frames.next().toString())
        .isEqualTo(
            "{\"stream\":\"authorization\",\"data\":{\"status\":\"unauthorized\",\"action\":\"listen\"}}");
  }

  @Test
  void speaksMessagePackWhenTheUpgradeSaysSo() throws Exception {
    var packed = new DataFrames();
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("Content-Type", "application/msgpack")
            .buildAsync(client.simulator().streamUrl(), packed)
            .join();
    socket
        .sendBinary(
            ByteBuffer.wrap(
                MessagePack.encode(MAPPER.readTree("{\"action\":\"listen\",\"data\":{}}"))),
            true)
        .join();
    assertThat(packed.next().at("/data/status").asText()).isEqualTo("unauthorized");
  }

  @Test
  void refusesASecondConnection() throws InterruptedException {
    listening();
    assertThatThrownBy(this::connect)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(429));
  }

  @Test
  void acceptsAnotherConnectionAfterADrop() throws InterruptedException {
    listening();
    client.control().dropStreams();
    WebSocket again = connect();
    assertThat(again.isOutputClosed()).isFalse();
  }

  @Test
  void saysNothingWhileMuted() throws InterruptedException {
    listening();
    String id = client.control().inject(Fault.always(new Effect.StreamMute()));
    client.buy(1);
    client.control().clearFault(id);
    client.limit("buy", 1, "600");
    assertThat(events(2)).containsExactly("pending_new", "new");
  }

  private void listening() throws InterruptedException {
    WebSocket socket = connect();
    socket
        .sendText(
            "{\"action\":\"authenticate\",\"data\":{\"key_id\":\"%s\",\"secret_key\":\"%s\"}}"
                .formatted(client.simulator().keyId(), client.simulator().secretKey()),
            true)
        .join();
    assertThat(frames.next().at("/data/status").asText()).isEqualTo("authorized");
    socket
        .sendText("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\",\"x\"]}}", true)
        .join();
    assertThat(frames.next().toString())
        .isEqualTo("{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}");
  }

  private WebSocket connect() {
    return http.newWebSocketBuilder().buildAsync(client.simulator().streamUrl(), frames).join();
  }

  private List<String> events(int count) throws InterruptedException {
    var events = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      events.add(frames.next().at("/data/event").asText());
    }
    return events;
  }

  private static final class Frames implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private JsonNode last = MAPPER.missingNode();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
      part.append(StandardCharsets.UTF_8.decode(data));
      if (end) {
        try {
          queue.add(MAPPER.readTree(part.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        part.setLength(0);
      }
      socket.request(1);
      return java.util.concurrent.CompletableFuture.completedStage(null);
    }

    JsonNode next() throws InterruptedException {
      JsonNode frame = queue.poll(5, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within 5 s").isNotNull();
      last = frame;
      return frame;
    }

    JsonNode last() {
      return last;
    }
  }
}
