package io.tripline.activities.broker;

import io.tripline.workflows.broker.Symbol;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a stream, from its upgrade to its end. What it sends holds the keys, so nothing
 * that was sent and no exception's text is ever shown. Thread-safe.
 */
public final class StreamSocket implements AutoCloseable {
  private static final int NORMAL_CLOSURE = 1000;

  private final StreamTalk talk;
  private final StreamListener listener;
  private final AtomicReference<@Nullable WebSocket> socket = new AtomicReference<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean listening;
  private volatile boolean byUs;

  StreamSocket(StreamTalk talk, StreamListener listener) {
    this.talk = talk;
    this.listener = listener;
  }

  StreamSocket open(OkHttpClient client, Request request) {
    socket.set(client.newWebSocket(request, new Ears()));
    return this;
  }

  /**
   * Says that quotes, trades, halts and bands of these symbols are wanted from now on; does nothing
   * before the greeting is over.
   */
  public void watch(Set<Symbol> symbols) {
    WebSocket open = socket.get();
    if (open != null && listening) {
      talk.watch(symbols).forEach(open::send);
    }
  }

  /**
   * Closes it properly, so that the broker has a place for the next one, and waits shortly for the
   * broker's word; then cuts it.
   */
  @Override
  public void close() {
    byUs = true;
    WebSocket open = socket.get();
    if (open == null || over.get()) {
      return;
    }
    open.close(NORMAL_CLOSURE, null);
    try {
      if (!closed.await(1, TimeUnit.SECONDS)) {
        open.cancel();
      }
    } catch (InterruptedException e) {
      open.cancel();
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts it at once. */
  public void cut() {
    WebSocket open = socket.get();
    if (open != null) {
      open.cancel();
    }
  }

  private void end(StreamEnd end) {
    if (over.compareAndSet(false, true)) {
      listener.ended(byUs ? new StreamEnd(StreamEnd.Why.BY_US, "closed by us") : end);
    }
    closed.countDown();
  }

  private final class Ears extends WebSocketListener {
    @Override
    public void onOpen(WebSocket open, Response response) {
      talk.opening().forEach(open::send);
    }

    @Override
    public void onMessage(WebSocket open, String text) {
      take(open, text);
    }

    @Override
    public void onMessage(WebSocket open, ByteString bytes) {
      take(open, bytes.utf8());
    }

    @Override
    public void onClosing(WebSocket open, int code, @Nullable String reason) {
      open.close(NORMAL_CLOSURE, null);
      end(new StreamEnd(StreamEnd.Why.LOST, "the broker closed it with code " + code));
    }

    @Override
    public void onClosed(WebSocket open, int code, @Nullable String reason) {
      end(new StreamEnd(StreamEnd.Why.LOST, "the broker closed it with code " + code));
    }

    @Override
    public void onFailure(WebSocket open, Throwable failure, @Nullable Response response) {
      end(response == null ? lost(failure) : refused(response.code()));
    }

    private void take(WebSocket open, String frame) {
      if (over.get()) {
        return;
      }
      for (StreamEvent event : talk.read(frame)) {
        switch (event) {
          case StreamEvent.Greeting(StreamEvent.Step step) -> greet(open, step);
          case StreamEvent.Refused(StreamRefusal refusal, String said) when refusal.fatal() -> {
            listener.heard(event);
            end(StreamEnd.of(refusal, refusal.words()));
            open.close(NORMAL_CLOSURE, null);
            return;
          }
          case StreamEvent.Refused refused -> listener.heard(refused);
          case StreamEvent.TradeUpdate update -> listener.heard(update);
          case StreamEvent.Quoted quoted -> listener.heard(quoted);
          case StreamEvent.Traded traded -> listener.heard(traded);
          case StreamEvent.Halting halting -> listener.heard(halting);
          case StreamEvent.Bands bands -> listener.heard(bands);
          case StreamEvent.Unreadable unreadable -> listener.heard(unreadable);
          case StreamEvent.Nothing nothing -> listener.heard(nothing);
        }
      }
    }

    private void greet(WebSocket open, StreamEvent.Step step) {
      switch (step) {
        case CONNECTED -> {}
        case AUTHENTICATED -> talk.afterAuthentication().forEach(open::send);
        case LISTENING -> {
          listening = true;
          listener.heard(new StreamEvent.Greeting(step));
        }
        case UNAUTHORISED -> {
          end(StreamEnd.of(StreamRefusal.KEYS_REFUSED, StreamRefusal.KEYS_REFUSED.words()));
          open.close(NORMAL_CLOSURE, null);
        }
      }
    }

    private static StreamEnd lost(Throwable failure) {
      // Its text may hold what was sent; its class says enough.
      return new StreamEnd(StreamEnd.Why.LOST, failure.getClass().getSimpleName());
    }

    /** The upgrade was answered, but not with a stream. */
    private static StreamEnd refused(int status) {
      StreamEnd.Why why =
          switch (status) {
            case 429 -> StreamEnd.Why.TAKEN;
            case 401, 403 -> StreamEnd.Why.NOT_ALLOWED;
            default -> StreamEnd.Why.LOST;
          };
      return new StreamEnd(
          why,
          why == StreamEnd.Why.TAKEN
              ? "HTTP 429: another connection of this account is open or not yet forgotten"
              : "the upgrade was answered with HTTP " + status);
    }
  }
}
