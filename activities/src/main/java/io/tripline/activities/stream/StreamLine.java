package io.tripline.activities.stream;

import io.tripline.activities.broker.StreamBoard;
import io.tripline.activities.broker.StreamEnd;
import io.tripline.activities.broker.StreamEvent;
import io.tripline.activities.broker.StreamListener;
import io.tripline.activities.broker.StreamSocket;
import io.tripline.activities.broker.StreamState;
import io.tripline.activities.broker.StreamState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream that is connected again for as long as it is wanted. It has a thread of its own and
 * never throws at its owner. Thread-safe.
 */
final class StreamLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLine.class);

  /** Hears the messages, and when a connection begins and ends. */
  interface Ears {
    void heard(StreamEvent event);

    void connected();

    void lost(String why);
  }

  private final String name;
  private final Function<StreamListener, StreamSocket> opener;
  private final Ears ears;
  private final StreamBoard board;
  private final StreamTimes times;
  private final InstantSource clock;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable StreamSocket> socket = new AtomicReference<>();
  private final Thread thread;
  private volatile StreamState state;
  private volatile @Nullable String silence;

  StreamLine(
      String name,
      Function<StreamListener, StreamSocket> opener,
      Ears ears,
      StreamBoard board,
      StreamTimes times,
      InstantSource clock) {
    this.name = name;
    this.opener = opener;
    this.ears = ears;
    this.board = board;
    this.times = times;
    this.clock = clock;
    this.backoff = new Backoff(times, RandomGenerator.getDefault());
    this.state = new StreamState(name, Phase.CONNECTING, clock.instant(), null, 0, 0, 0, "", null);
    board.put(state);
    this.thread = Thread.ofVirtual().name("stream-" + name).unstarted(this::keep);
  }

  void start() {
    thread.start();
  }

  StreamState state() {
    return state;
  }

  boolean connected() {
    return state.phase() == Phase.CONNECTED;
  }

  Optional<StreamSocket> socket() {
    return Optional.ofNullable(connected() ? socket.get() : null);
  }

  /** REST showed what this stream should have told: it is connected anew. */
  void silent(String why) {
    StreamSocket open = socket.get();
    if (open == null || !connected()) {
      return;
    }
    silence = why;
    update(old ->
        new StreamState(
            old.stream(),
            old.phase(),
            old.since(),
            old.lastMessageAt(),
            old.messages(),
            old.connections(),
            old.silences() + 1,
            why,
            null));
    LOG.atWarn().addKeyValue("stream", name).addKeyValue("why", why).log("a stream is silent");
    // The thread of the line waits for its end; who judges must not wait for the broker.
    Thread.ofVirtual().name("stream-" + name + "-close").start(open::close);
  }

  /** Closes the connection and waits shortly for it. */
  @Override
  public void close() {
    closed.countDown();
    StreamSocket open = socket.get();
    if (open != null) {
      open.close();
    }
    thread.interrupt();
    phase(Phase.CLOSED, "closed by us", null);
  }

  private void keep() {
    try {
      while (closed.getCount() > 0) {
        Connection connection = new Connection();
        phase(Phase.CONNECTING, state.detail(), null);
        socket.set(opener.apply(connection));
        if (closed.getCount() == 0) {
          connection.give();
          return;
        }
        StreamEnd end = connection.live();
        Instant began = connection.began;
        String why = silence == null ? end.detail() : "silent: " + silence;
        silence = null;
        Duration lasted = began == null ? Duration.ZERO : Duration.between(began, clock.instant());
        if (closed.getCount() == 0) {
          return;
        }
        if (began != null) {
          ears.lost(why);
        }
        Duration pause = backoff.after(end.why(), lasted);
        phase(Phase.WAITING, why, clock.instant().plus(pause));
        LOG.atInfo()
            .addKeyValue("stream", name)
            .addKeyValue("why", why)
            .addKeyValue("again", pause)
            .log("a stream is not connected");
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The watch goes on without it; its text may hold what was sent.
      LOG.error("the line of stream {} ended by {}", name, e.getClass().getSimpleName());
      ears.lost(e.getClass().getSimpleName());
      phase(Phase.CLOSED, e.getClass().getSimpleName(), null);
    }
  }

  private void phase(Phase phase, String detail, @Nullable Instant nextTryAt) {
    update(old ->
        new StreamState(
            old.stream(),
            phase,
            clock.instant(),
            phase == Phase.CONNECTED ? null : old.lastMessageAt(),
            phase == Phase.CONNECTED ? 0 : old.messages(),
            phase == Phase.CONNECTED ? old.connections() + 1 : old.connections(),
            old.silences(),
            detail,
            nextTryAt));
  }

  /** A line that was closed says nothing more: the board may be another one's by now. */
  private synchronized void update(Function<StreamState, StreamState> change) {
    if (state.phase() != Phase.CLOSED) {
      state = change.apply(state);
      board.put(state);
    }
  }

  /** One connection, from its greeting to its end. */
  private final class Connection implements StreamListener {
    private final CompletableFuture<Boolean> greeted = new CompletableFuture<>();
    private final CompletableFuture<StreamEnd> ended = new CompletableFuture<>();
    private volatile @Nullable Instant began;

    @Override
    public void heard(StreamEvent event) {
      if (event instanceof StreamEvent.Greeting) {
        if (began == null) {
          began = clock.instant();
          phase(Phase.CONNECTED, "", null);
          ears.connected();
          greeted.complete(true);
        }
        return;
      }
      count();
      ears.heard(event);
    }

    @Override
    public void ended(StreamEnd end) {
      ended.complete(end);
      greeted.complete(false);
    }

    /** Waits until it is over; one that does not finish its greeting is cut. */
    StreamEnd live() throws InterruptedException {
      try {
        greeted.get(times.greeting().toMillis(), TimeUnit.MILLISECONDS);
        return ended.get();
      } catch (TimeoutException e) {
        give();
        return new StreamEnd(
            StreamEnd.Why.LOST,
            "no word of the broker within " + times.greeting().toSeconds() + " s");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    void give() {
      StreamSocket open = socket.get();
      if (open != null) {
        open.close();
        open.cut();
      }
    }

    private void count() {
      update(old ->
          new StreamState(
              old.stream(),
              old.phase(),
              old.since(),
              clock.instant(),
              old.messages() + 1,
              old.connections(),
              old.silences(),
              old.detail(),
              old.nextTryAt()));
    }
  }
}
