package io.tripline.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bad line does to trade updates. */
class StreamFaultsTest {
  private final BrokerClient client = new BrokerClient();
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    http.shutdownNow();
    client.close();
  }

  @Test
  void sendsEachMessageTwice() throws InterruptedException {
    listen();
    client.post("/_sim/faults", "{'kind':'streamDuplicate'}");
    client.limit("buy", 1, "600");
    String first = next();
    assertThat(first).contains("\"event\":\"pending_new\"");
    assertThat(next()).isEqualTo(first);
    assertThat(next()).contains("\"event\":\"new\"").isEqualTo(next());
  }

  @Test
  void sendsAMessageAfterThoseThatAreNotLate() throws InterruptedException {
    listen();
    client.post("/_sim/faults", "{'kind':'streamDelay','delay':'PT0.4S','times':1}");
    client.limit("buy", 1, "600");
    assertThat(next()).contains("\"event\":\"new\"");
    assertThat(next()).contains("\"event\":\"pending_new\"");
  }

  private void listen() throws InterruptedException {
    WebSocket socket =
        http.newWebSocketBuilder().buildAsync(client.simulator().streamUrl(), new Frames()).join();
    String keys =
        "{\"action\":\"authenticate\",\"data\":{\"key_id\":\"%s\",\"secret_key\":\"%s\"}}"
            .formatted(client.simulator().keyId(), client.simulator().secretKey());
    socket.sendText(keys, true).join();
    assertThat(next()).contains("\"authorized\"");
    socket
        .sendText("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}", true)
        .join();
    assertThat(next()).contains("listening");
  }

  private String next() throws InterruptedException {
    String frame = frames.poll(20, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within 20 s").isNotNull();
    return frame;
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
      part.append(StandardCharsets.UTF_8.decode(data));
      if (end) {
        frames.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
