package io.tripline.simulator.stream;

import io.tripline.simulator.exchange.Broker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Market data over WebSocket, below {@code /v2/} and the name of a feed: one authenticated
 * connection per feed, since there is one account. Safe for use by several threads.
 */
public final class DataStream {
  /** Feeds that are served. */
  public static final List<String> FEEDS = List.of("iex", "sip", "delayed_sip");

  private static final Duration TIME_TO_AUTHENTICATE = Duration.ofSeconds(10);
  private static final Duration DELAY = Duration.ofMinutes(15);

  private final Broker broker;
  private final InstantSource wallClock;
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final Set<DataConnection> waiting = ConcurrentHashMap.newKeySet();

  /** A feed and who listens to it. */
  private static final class Seat {
    private final DataFeed feed;
    private final AtomicReference<@Nullable DataConnection> taken = new AtomicReference<>();
    private @Nullable DataConnection served;

    Seat(DataFeed feed) {
      this.feed = feed;
    }
  }

  /** The data stream of that broker's market. */
  public DataStream(Broker broker, InstantSource wallClock) {
    this.broker = broker;
    this.wallClock = wallClock;
    for (String name : FEEDS) {
      Duration delay = name.equals("delayed_sip") ? DELAY : Duration.ZERO;
      seats.put(name, new Seat(new DataFeed(broker, delay)));
    }
  }

  /**
   * A connection that has to authenticate.
   *
   * @param name one of {@link #FEEDS}
   * @param packed MessagePack instead of JSON
   */
  public Session.Listener connect(String name, boolean packed) {
    Seat seat = seats.get(name);
    if (seat == null) {
      throw new IllegalArgumentException("feed: must be one of " + FEEDS + ", was " + name);
    }
    var connection =
        new DataConnection(
            broker.identity(),
            packed,
            name.equals("iex"),
            wallClock.instant(),
            claimant -> claim(seat, claimant),
            closed -> leave(seat, closed));
    waiting.add(connection);
    return connection;
  }

  /** Says what happened since the last call. To be called inside the broker's lock. */
  public void advance() {
    Instant deadline = wallClock.instant().minus(TIME_TO_AUTHENTICATE);
    waiting.removeIf(connection -> {
      boolean late = connection.openedAt().isBefore(deadline);
      if (late) {
        connection.authTimeout();
      }
      return late;
    });
    for (Seat seat : seats.values()) {
      DataConnection connection = seat.taken.get();
      if (connection != null && !connection.equals(seat.served)) {
        seat.feed.startAnew();
      }
      seat.served = connection;
      if (connection != null && connection.isAuthenticated()) {
        connection.publish(seat.feed.next(connection::wants));
      }
    }
  }

  /** Cuts all connections. */
  public void drop() {
    for (Seat seat : seats.values()) {
      DataConnection connection = seat.taken.get();
      if (connection != null) {
        connection.cut();
      }
    }
  }

  private boolean claim(Seat seat, DataConnection connection) {
    boolean claimed = seat.taken.compareAndSet(null, connection);
    waiting.remove(connection);
    return claimed;
  }

  private void leave(Seat seat, DataConnection connection) {
    waiting.remove(connection);
    seat.taken.compareAndSet(connection, null);
  }
}
