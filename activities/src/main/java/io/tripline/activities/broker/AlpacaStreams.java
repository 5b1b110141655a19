package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.broker.Symbol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Opens the two streams of one account: {@code trade_updates}, of which the broker allows one
 * connection per account, and market data, one per account and feed. Says the greeting; whether to
 * connect again is the caller's business. Thread-safe.
 */
public final class AlpacaStreams {
  static final String TRADE_UPDATES = "trade_updates";

  /** The free plan counts thirty, each symbol once for its trades and once for its quotes. */
  private static final int MOST_OF_IEX = 15;

  /** No account of ours holds more; other feeds have no limit. */
  private static final int MOST = 100;

  /** As Alpaca's own clients do; a connection whose pong is missing is over. */
  private static final Duration PING = Duration.ofSeconds(10);

  private final AlpacaEndpoint endpoint;
  private final AlpacaCredentials credentials;
  private final RateBudget budget;
  private final StreamBoard board = new StreamBoard();
  private @Nullable OkHttpClient client;

  AlpacaStreams(AlpacaEndpoint endpoint, AlpacaCredentials credentials, RateBudget budget) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.budget = budget;
  }

  /** True where the watch listens to them. */
  public boolean wanted() {
    return endpoint.streams();
  }

  /** What they told this process. */
  public StreamBoard board() {
    return board;
  }

  /** How many symbols the data stream may be asked for. */
  public int mostSymbols() {
    String feed = endpoint.feed();
    return feed == null || feed.equals("iex") ? MOST_OF_IEX : MOST;
  }

  /** Messages that reads may still send at once; none while the broker throttles. */
  public int spareMessages() {
    return budget.spare();
  }

  /** Opens the trade stream; what comes of it is told to {@code listener}. */
  public StreamSocket trades(StreamListener listener) {
    HttpUrl url =
        HttpUrl.get(endpoint.base().toString()).newBuilder().addPathSegment("stream").build();
    return new StreamSocket(new TradeTalk(), listener).open(client(), request(url));
  }

  /**
   * Opens the data stream with quotes, trades, halts and price bands of those symbols; one at
   * least.
   */
  public StreamSocket market(Set<Symbol> symbols, StreamListener listener) {
    String feed = endpoint.feed();
    HttpUrl url =
        HttpUrl.get(endpoint.dataStream().toString())
            .newBuilder()
            .addPathSegments("v2/" + (feed == null ? "iex" : feed))
            .build();
    return new StreamSocket(new MarketTalk(symbols), listener).open(client(), request(url));
  }

  /** Made when it is needed: most processes open no stream. */
  private synchronized OkHttpClient client() {
    OkHttpClient made = client;
    if (made == null) {
      made =
          new OkHttpClient.Builder()
              // A redirect would hand the keys to another host.
              .followRedirects(false)
              .followSslRedirects(false)
              .retryOnConnectionFailure(false)
              .connectTimeout(Duration.ofSeconds(3))
              .callTimeout(Duration.ofSeconds(10))
              .pingInterval(PING)
              .connectionSpecs(
                  List.of(
                      "http".equals(endpoint.base().getScheme())
                          ? ConnectionSpec.CLEARTEXT
                          : ConnectionSpec.MODERN_TLS))
              // A connection holds its thread for as long as it lives.
              .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
              .build();
      client = made;
    }
    return made;
  }

  /** The keys go in a frame, not in a header; without a content type both streams speak JSON. */
  private static Request request(HttpUrl url) {
    return new Request.Builder().url(url).build();
  }

  private static String text(ObjectNode frame) {
    return new String(Json.bytes(frame), StandardCharsets.UTF_8);
  }

  /** The words of the trade stream. */
  private final class TradeTalk implements StreamTalk {
    @Override
    public List<String> opening() {
      ObjectNode frame = JsonNodeFactory.instance.objectNode().put("action", "authenticate");
      frame
          .putObject("data")
          .put("key_id", credentials.keyId())
          .put("secret_key", credentials.secretKey());
      return List.of(text(frame));
    }

    @Override
    public List<String> afterAuthentication() {
      ObjectNode frame = JsonNodeFactory.instance.objectNode().put("action", "listen");
      frame.putObject("data").putArray("streams").add(TRADE_UPDATES);
      return List.of(text(frame));
    }

    @Override
    public List<StreamEvent> read(String frame) {
      return List.of(StreamJson.trade(credentials.hiddenIn(frame)));
    }
  }

  /** The words of the data stream. */
  private final class MarketTalk implements StreamTalk {
    private Set<Symbol> symbols;

    MarketTalk(Set<Symbol> symbols) {
      this.symbols = Set.copyOf(symbols);
    }

    @Override
    public List<String> opening() {
      return List.of(
          text(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("action", "auth")
                  .put("key", credentials.keyId())
                  .put("secret", credentials.secretKey())));
    }

    @Override
    public synchronized List<String> afterAuthentication() {
      return List.of(subscription("subscribe", symbols));
    }

    @Override
    public List<StreamEvent> read(String frame) {
      return StreamJson.market(credentials.hiddenIn(frame));
    }

    @Override
    public synchronized List<String> watch(Set<Symbol> wanted) {
      Set<Symbol> gone = difference(symbols, wanted);
      Set<Symbol> fresh = difference(wanted, symbols);
      symbols = Set.copyOf(wanted);
      // First fewer, then more: the plan counts them.
      return List.of(subscription("unsubscribe", gone), subscription("subscribe", fresh)).stream()
          .filter(frame -> !frame.isEmpty())
          .toList();
    }

    private static Set<Symbol> difference(Set<Symbol> from, Set<Symbol> without) {
      return from.stream()
          .filter(symbol -> !without.contains(symbol))
          .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    private static String subscription(String action, Set<Symbol> symbols) {
      if (symbols.isEmpty()) {
        return "";
      }
      ObjectNode frame = JsonNodeFactory.instance.objectNode().put("action", action);
      for (String channel : List.of("quotes", "trades", "statuses", "lulds")) {
        ArrayNode named = frame.putArray(channel);
        symbols.stream().map(Symbol::value).sorted().forEach(named::add);
      }
      return text(frame);
    }
  }
}
