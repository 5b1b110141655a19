package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.account.Activity;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.exchange.Numbers;
import io.tripline.simulator.exchange.TradeListener;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.rest.Json;
import io.tripline.simulator.rest.OrderJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Session;

/**
 * Trade updates over WebSocket: one connection per account, JSON or MessagePack in binary frames,
 * no replay. Safe for use by several threads.
 */
public final class TradeStream implements TradeListener {
  private final Broker broker;
  private final OrderJson json;
  private final EventLog events = new EventLog();
  private final AtomicReference<Optional<StreamConnection>> current =
      new AtomicReference<>(Optional.empty());

  /** The stream of that broker. */
  public TradeStream(Broker broker) {
    this.broker = broker;
    this.json = new OrderJson(broker);
  }

  /**
   * A connection, or empty while another one lives: Alpaca refuses a second with 429.
   *
   * @param packed MessagePack instead of JSON
   */
  public Optional<Session.Listener> connect(boolean packed) {
    var connection = new StreamConnection(broker.identity(), packed, this::closed);
    Optional<StreamConnection> none = current.get();
    return none.isEmpty() && current.compareAndSet(none, Optional.of(connection))
        ? Optional.of(connection)
        : Optional.empty();
  }

  /** Cuts the connection, if there is one. */
  public void drop() {
    current.get().ifPresent(StreamConnection::cut);
  }

  @Override
  public void happened(String event, Order order, Instant at) {
    send(update(event, order, at), at);
  }

  @Override
  public void filled(String event, Order order, Activity.Fill fill, BigDecimal position) {
    ObjectNode data = update(event, order, fill.at());
    data.put("price", Numbers.plain(fill.price()));
    data.put("qty", Numbers.plain(fill.quantity()));
    data.put("position_qty", Numbers.plain(position));
    data.put("execution_id", fill.executionId());
    send(data, fill.at());
  }

  private ObjectNode update(String event, Order order, Instant at) {
    ObjectNode data = Json.object();
    data.put("event", event);
    data.put("timestamp", at.toString());
    data.put("execution_id", UUID.randomUUID().toString());
    ObjectNode shown = json.nested(order);
    shown.put("cancel_requested_at", order.cancelRequestedAt().map(Instant::toString).orElse(null));
    data.set("order", shown);
    return data;
  }

  /** The same updates for readers over HTTP; faults of the socket don't touch them. */
  public EventLog events() {
    return events;
  }

  private void send(ObjectNode data, Instant at) {
    events.add(data, at);
    Optional<StreamConnection> connection = current.get();
    if (connection.isEmpty() || broker.faults().take(Effect.StreamMute.class).isPresent()) {
      return;
    }
    ObjectNode frame = Json.object();
    frame.put("stream", StreamConnection.TRADE_UPDATES);
    frame.set("data", data);
    int copies = broker.faults().take(Effect.StreamDuplicate.class).isPresent() ? 2 : 1;
    Optional<Effect.StreamDelay> late = broker.faults().take(Effect.StreamDelay.class);
    for (int copy = 0; copy < copies; copy++) {
      late.ifPresentOrElse(
          effect ->
              CompletableFuture.delayedExecutor(effect.delay().toMillis(), TimeUnit.MILLISECONDS)
                  .execute(() -> connection.get().update(frame)),
          () -> connection.get().update(frame));
    }
  }

  private void closed(StreamConnection connection) {
    current.updateAndGet(now -> now.filter(live -> !live.equals(connection)));
  }
}
