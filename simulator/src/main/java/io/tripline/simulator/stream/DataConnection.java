package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Identity;
import io.tripline.simulator.rest.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * One client of the data stream: authenticate, subscribe, data, each message a list of objects.
 * Speaks JSON in text frames, or MessagePack in binary ones. Public because the server calls it.
 * Safe for use by several threads.
 */
public final class DataConnection implements Session.Listener.AutoDemanding {
  /** Symbols that the free plan may name at once. */
  static final int MOST_SYMBOLS = 30;

  /** Frames that may wait before a client counts as too slow. */
  private static final int LONGEST_OUTBOX = 1_000;

  private final Identity identity;
  private final boolean packed;
  private final boolean limited;
  private final Instant openedAt;
  private final Predicate<DataConnection> claim;
  private final Consumer<DataConnection> onClose;
  private final Deque<ArrayNode> outbox = new ArrayDeque<>();
  private Subscriptions subscriptions = new Subscriptions();
  private @Nullable Session session;
  private boolean authenticated;
  private boolean sending;
  private boolean ending;

  /**
   * A connection that is not open yet.
   *
   * @param packed MessagePack instead of JSON
   * @param limited whether the number of symbols is limited
   * @param openedAt wall time
   * @param claim takes the one place of the feed, or answers false where it is taken
   */
  DataConnection(
      Identity identity,
      boolean packed,
      boolean limited,
      Instant openedAt,
      Predicate<DataConnection> claim,
      Consumer<DataConnection> onClose) {
    this.identity = identity;
    this.packed = packed;
    this.limited = limited;
    this.openedAt = openedAt;
    this.claim = claim;
    this.onClose = onClose;
  }

  @Override
  public synchronized void onWebSocketOpen(Session opened) {
    session = opened;
    success("connected");
  }

  @Override
  public void onWebSocketText(String message) {
    try {
      receive(Json.parse(message));
    } catch (IOException e) {
      error(400, "invalid syntax");
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
      error(400, "invalid syntax");
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

  synchronized boolean isAuthenticated() {
    return authenticated;
  }

  synchronized boolean wants(String channel, String symbol) {
    return subscriptions.wants(channel, symbol);
  }

  Instant openedAt() {
    return openedAt;
  }

  synchronized void publish(List<ObjectNode> messages) {
    if (ending || messages.isEmpty()) {
      return;
    }
    if (outbox.size() >= LONGEST_OUTBOX) {
      outbox.clear();
      end(407, "slow client");
      return;
    }
    ArrayNode frame = Json.array();
    messages.forEach(frame::add);
    send(frame);
  }

  synchronized void authTimeout() {
    end(404, "auth timeout");
  }

  synchronized void cut() {
    if (session != null) {
      session.disconnect();
    }
    onClose.accept(this);
  }

  private synchronized void receive(JsonNode request) {
    if (ending) {
      return;
    }
    switch (request.path("action").asText()) {
      case "auth" -> authenticate(request);
      case "subscribe" -> subscribe(request, true);
      case "unsubscribe" -> subscribe(request, false);
      default -> error(400, "invalid syntax");
    }
  }

  private void authenticate(JsonNode request) {
    if (authenticated) {
      error(403, "already authenticated");
    } else if (!identity.keyId().equals(request.path("key").asText())
        || !identity.secretKey().equals(request.path("secret").asText())) {
      end(402, "auth failed");
    } else if (!claim.test(this)) {
      end(406, "connection limit exceeded");
    } else {
      authenticated = true;
      success("authenticated");
    }
  }

  private void subscribe(JsonNode request, boolean more) {
    if (!authenticated) {
      error(401, "not authenticated");
      return;
    }
    if (Subscriptions.namesAnUnknownChannel(request)) {
      error(410, "invalid subscribe action for this feed");
      return;
    }
    Subscriptions wanted = more ? subscriptions.with(request) : subscriptions.without(request);
    if (limited && wanted.counted() > MOST_SYMBOLS) {
      error(405, "symbol limit exceeded");
      return;
    }
    subscriptions = wanted;
    send(Json.array().add(wanted.confirmation()));
  }

  private void success(String message) {
    ObjectNode node = Json.object();
    node.put("T", "success");
    node.put("msg", message);
    send(Json.array().add(node));
  }

  private synchronized void error(int code, String message) {
    ObjectNode node = Json.object();
    node.put("T", "error");
    node.put("code", code);
    node.put("msg", message);
    send(Json.array().add(node));
  }

  /** The last word before the connection closes. */
  private void end(int code, String message) {
    error(code, message);
    ending = true;
    sendNext();
  }

  private void send(ArrayNode frame) {
    outbox.add(frame);
    sendNext();
  }

  /** One frame at a time: the next goes out when the one before is on its way. */
  private synchronized void sendNext() {
    Session open = session;
    if (sending || open == null) {
      return;
    }
    ArrayNode next = outbox.poll();
    if (next == null) {
      if (ending) {
        open.close();
      }
      return;
    }
    sending = true;
    Callback sent = Callback.from(this::sent, failure -> cut());
    if (packed) {
      open.sendBinary(ByteBuffer.wrap(MessagePack.encode(next)), sent);
    } else {
      open.sendText(Json.write(next), sent);
    }
  }

  private synchronized void sent() {
    sending = false;
    sendNext();
  }
}
