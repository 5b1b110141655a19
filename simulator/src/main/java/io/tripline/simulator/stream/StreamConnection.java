package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Identity;
import io.tripline.simulator.rest.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One client of the trade stream: authenticate, listen, updates. Safe for use by threads. */
public final class StreamConnection implements Session.Listener.AutoDemanding {
  static final String TRADE_UPDATES = "trade_updates";

  private final Identity identity;
  private final boolean packed;
  private final Consumer<StreamConnection> onClose;
  private final Deque<byte[]> outbox = new ArrayDeque<>();
  private @Nullable Session session;
  private boolean authorized;
  private boolean listening;
  private boolean sending;

  /**
   * A connection that is not open yet.
   *
   * @param packed MessagePack instead of JSON
   */
  StreamConnection(Identity identity, boolean packed, Consumer<StreamConnection> onClose) {
    this.identity = identity;
    this.packed = packed;
    this.onClose = onClose;
  }

  @Override
  public synchronized void onWebSocketOpen(Session opened) {
    session = opened;
  }

  @Override
  public void onWebSocketText(String message) {
    try {
      receive(Json.parse(message));
    } catch (IOException e) {
      error("invalid syntax");
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    try {
      receive(
          packed
              ? MessagePack.decode(payload)
              : Json.parse(StandardCharsets.UTF_8.decode(payload).toString()));
    } catch (IOException e) {
      error("invalid syntax");
    }
    callback.succeed();
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    onClose.accept(this);
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    onClose.accept(this);
  }

  synchronized void update(ObjectNode frame) {
    if (listening) {
      send(frame);
    }
  }

  synchronized void cut() {
    if (session != null) {
      session.disconnect();
    }
    onClose.accept(this);
  }

  private synchronized void receive(JsonNode frame) {
    switch (frame.path("action").asText()) {
      case "authenticate" ->
          authenticate(
              frame.path("data").path("key_id").asText(),
              frame.path("data").path("secret_key").asText());
      case "auth" -> authenticate(frame.path("key").asText(), frame.path("secret").asText());
      case "listen" -> listen(frame.path("data").path("streams"));
      default -> error("unknown action");
    }
  }

  private void authenticate(String keyId, String secretKey) {
    authorized = identity.keyId().equals(keyId) && identity.secretKey().equals(secretKey);
    authorization("authenticate");
  }

  private void listen(JsonNode streams) {
    if (!authorized) {
      authorization("listen");
      return;
    }
    listening = false;
    ObjectNode data = Json.object();
    ArrayNode known = data.putArray("streams");
    for (JsonNode stream : streams) {
      if (stream.asText().equals(TRADE_UPDATES) && !listening) {
        listening = true;
        known.add(TRADE_UPDATES);
      }
    }
    send(frame("listening", data));
  }

  private void authorization(String action) {
    ObjectNode data = Json.object();
    data.put("status", authorized ? "authorized" : "unauthorized");
    data.put("action", action);
    send(frame("authorization", data));
  }

  private synchronized void error(String message) {
    ObjectNode frame = Json.object();
    frame.put("action", "error");
    frame.putObject("data").put("error_message", message);
    send(frame);
  }

  private static ObjectNode frame(String stream, ObjectNode data) {
    ObjectNode frame = Json.object();
    frame.put("stream", stream);
    frame.set("data", data);
    return frame;
  }

  private void send(ObjectNode frame) {
    outbox.add(
        packed ? MessagePack.encode(frame) : Json.write(frame).getBytes(StandardCharsets.UTF_8));
    sendNext();
  }

  /** One frame at a time: the next goes out when the one before is on its way. */
  private synchronized void sendNext() {
    byte[] next = sending || session == null ? null : outbox.poll();
    if (next == null || session == null) {
      return;
    }
    sending = true;
    session.sendBinary(ByteBuffer.wrap(next), Callback.from(this::sent, failure -> cut()));
  }

  private synchronized void sent() {
    sending = false;
    sendNext();
  }
}
