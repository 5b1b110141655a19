package io.tripline.activities.stream;

import io.tripline.activities.broker.AlpacaStreams;
import io.tripline.activities.broker.StreamBoard;
import io.tripline.activities.broker.StreamEvent;
import io.tripline.activities.broker.StreamRefusal;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of one account, and what they told since they were connected. What they tell is a
 * reason to ask the broker, never an answer. Thread-safe; closing closes both connections.
 */
public final class AccountStreams implements AutoCloseable {
  private static final int REMEMBERED = 2_000;

  private final AlpacaStreams alpaca;
  private final InstantSource clock;
  private final StreamBoard board;
  private final Hints hints = new Hints();
  private final Map<Symbol, Heard> prices = new ConcurrentHashMap<>();
  private final Told told = new Told();
  private final List<Change> changes = new ArrayList<>();
  private final StreamLine trades;
  private final StreamLine market;
  private volatile Set<Symbol> wanted;

  /** A price with the wall time at which it came. */
  private record Heard(@Nullable Price mid, Instant at) {}

  /**
   * A stream was connected, or is no longer.
   *
   * @param stream {@code trades} or {@code market}
   * @param detail why it was lost; empty where it was connected
   */
  public record Change(String stream, boolean connected, String detail, Instant at) {}

  /** Opens both; returns at once. */
  public AccountStreams(
      AlpacaStreams alpaca, Set<Symbol> symbols, StreamTimes times, InstantSource clock) {
    this.alpaca = alpaca;
    this.clock = clock;
    this.board = alpaca.board();
    this.wanted = Set.copyOf(symbols);
    this.trades = new StreamLine("trades", alpaca::trades, new TradeEars(), board, times, clock);
    this.market =
        new StreamLine(
            "market",
            listener -> alpaca.market(wanted, listener),
            new MarketEars(),
            board,
            times,
            clock);
    trades.start();
    market.start();
  }

  /** Waits until something happened, at most so long. */
  public void await(Duration time) {
    hints.await(time);
  }

  /** True once where something happened to an order, a halt or a connection. */
  public boolean takeAccountHint() {
    return hints.takeAccount();
  }

  /** True once where prices came in. */
  public boolean takePriceHint() {
    return hints.takePrices();
  }

  /** The middles of the latest usable quotes, of a connection that is there. */
  public Map<Symbol, Price> mids() {
    Map<Symbol, Price> mids = new LinkedHashMap<>();
    if (market.connected()) {
      prices.forEach((symbol, heard) -> {
        Price mid = heard.mid();
        if (mid != null) {
          mids.put(symbol, mid);
        }
      });
    }
    return mids;
  }

  /** When the data stream last told a quote or a trade of a symbol, by wall time. */
  public Optional<Instant> lastOf(Symbol symbol) {
    return market.connected()
        ? Optional.ofNullable(prices.get(symbol)).map(Heard::at)
        : Optional.empty();
  }

  /** True where the data stream told any quote or trade at or after a wall time. */
  public boolean heardSince(Instant since) {
    return prices.values().stream().anyMatch(heard -> !heard.at().isBefore(since));
  }

  /** True where a fill of that symbol was told at or after a wall time. */
  public boolean toldFill(Symbol symbol, Instant since) {
    return told.fill(symbol, since);
  }

  /** True where anything of an order was told at or after a wall time. */
  public boolean toldOrder(String orderId, Instant since) {
    return told.order(orderId, since);
  }

  /** Since when the trade stream is connected without a break; empty where it is not. */
  public Optional<Instant> tradesSince() {
    return trades.connected() ? Optional.of(trades.state().since()) : Optional.empty();
  }

  /** The same of the data stream. */
  public Optional<Instant> marketSince() {
    return market.connected() ? Optional.of(market.state().since()) : Optional.empty();
  }

  /** REST showed a change that the trade stream did not tell: it is connected anew. */
  public void tradesSilent(String why) {
    trades.silent(why);
  }

  /** REST showed prices that the data stream did not tell: it is connected anew. */
  public void marketSilent(String why) {
    market.silent(why);
  }

  /** Connections and losses since the last call, oldest first. */
  public List<Change> takeChanges() {
    synchronized (changes) {
      List<Change> taken = List.copyOf(changes);
      changes.clear();
      return taken;
    }
  }

  /** Wants these symbols from now on. */
  public void watch(Set<Symbol> symbols) {
    wanted = Set.copyOf(symbols);
    prices.keySet().retainAll(wanted);
    market.socket().ifPresent(socket -> socket.watch(wanted));
  }

  /** Messages that reads may still send at once. */
  public int spareMessages() {
    return alpaca.spareMessages();
  }

  @Override
  public void close() {
    trades.close();
    market.close();
    board.forgetHalts("the watch of this process has ended", clock.instant());
  }

  private void changed(String stream, boolean connected, String detail) {
    synchronized (changes) {
      changes.add(new Change(stream, connected, detail, clock.instant()));
    }
    hints.account();
  }

  /** Hears orders. */
  private final class TradeEars implements StreamLine.Ears {
    @Override
    public void heard(StreamEvent event) {
      switch (event) {
        case StreamEvent.TradeUpdate update -> {
          if (told.isNew(update, clock.instant())) {
            hints.account();
          }
        }
        // What can't be read may be an order's end: worth a look.
        case StreamEvent.Unreadable unreadable -> hints.account();
        case StreamEvent.Greeting greeting -> {}
        case StreamEvent.Quoted quoted -> {}
        case StreamEvent.Traded traded -> {}
        case StreamEvent.Halting halting -> {}
        case StreamEvent.Bands bands -> {}
        case StreamEvent.Refused refused -> {}
        case StreamEvent.Nothing nothing -> {}
      }
    }

    @Override
    public void connected() {
      changed("trades", true, "");
    }

    @Override
    public void lost(String why) {
      changed("trades", false, why);
    }
  }

  /** Hears prices and halts. */
  private final class MarketEars implements StreamLine.Ears {
    @Override
    public void heard(StreamEvent event) {
      switch (event) {
        case StreamEvent.Quoted(Quote quote) -> {
          price(quote.symbol(), quote.usable() ? quote.mid() : null);
          hints.prices();
        }
        case StreamEvent.Traded(Symbol symbol, Price price, Instant at) -> {
          board.trades(symbol, "a trade was told", at);
          Heard before = prices.get(symbol);
          price(symbol, before == null ? null : before.mid());
        }
        case StreamEvent.Bands(Symbol symbol, Price lower, Price upper, Instant at) ->
            board.trades(symbol, "its price band was told", at);
        case StreamEvent.Halting halting -> {
          if (board.take(halting)) {
            hints.account();
          }
        }
        case StreamEvent.Refused(StreamRefusal refusal, String detail) -> {
          if (refusal == StreamRefusal.TOO_MANY_SYMBOLS) {
            board.forgetHalts(refusal.words(), clock.instant());
          }
        }
        case StreamEvent.Greeting greeting -> {}
        case StreamEvent.TradeUpdate update -> {}
        case StreamEvent.Unreadable unreadable -> {}
        case StreamEvent.Nothing nothing -> {}
      }
    }

    @Override
    public void connected() {
      prices.clear();
      board.forgetHalts("no halt and no trade was told yet", clock.instant());
      // A set that changed while the greeting was under way.
      market.socket().ifPresent(socket -> socket.watch(wanted));
      changed("market", true, "");
    }

    @Override
    public void lost(String why) {
      prices.clear();
      board.forgetHalts("the market-data stream is away: " + why, clock.instant());
      changed("market", false, why);
    }

    private void price(Symbol symbol, @Nullable Price mid) {
      if (wanted.contains(symbol)) {
        prices.put(symbol, new Heard(mid, clock.instant()));
      }
    }
  }

  /** What the trade stream told lately, so that copies are known and REST can be compared. */
  private static final class Told {
    private final Map<String, Instant> messages = bounded();
    private final Map<String, Instant> orders = bounded();
    private final Map<Symbol, Instant> fills = bounded();
    private Instant unnamed = Instant.EPOCH;

    synchronized boolean isNew(StreamEvent.TradeUpdate update, Instant at) {
      boolean isNew = messages.put(update.identity(), at) == null;
      String order = update.orderId();
      if (order != null) {
        orders.put(order, at);
      }
      Symbol symbol = update.symbol();
      if (symbol == null) {
        unnamed = at;
      } else if (update.event().fills()) {
        fills.put(symbol, at);
      }
      return isNew;
    }

    synchronized boolean order(String id, Instant since) {
      Instant at = orders.get(id);
      return (at != null && !at.isBefore(since)) || !unnamed.isBefore(since);
    }

    /** A message that could not be read in full may have been the one. */
    synchronized boolean fill(Symbol symbol, Instant since) {
      Instant at = fills.get(symbol);
      return (at != null && !at.isBefore(since)) || !unnamed.isBefore(since);
    }

    private static <K> Map<K, Instant> bounded() {
      return new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };
    }
  }
}
