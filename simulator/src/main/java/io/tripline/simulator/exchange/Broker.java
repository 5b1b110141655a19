package io.tripline.simulator.exchange;

import io.tripline.simulator.account.Configuration;
import io.tripline.simulator.account.Ledger;
import io.tripline.simulator.account.Position;
import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.clock.SimulatedClock;
import io.tripline.simulator.fault.FaultPlan;
import io.tripline.simulator.market.BarFile;
import io.tripline.simulator.market.Bars;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.market.ReplayBar;
import io.tripline.simulator.market.Tape;
import io.tripline.simulator.order.Book;
import io.tripline.simulator.order.Order;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole broker behind one lock. {@link #locked} brings market time up to date, runs the caller
 * and stores what changed; everything else may only be touched inside it. Safe for use by several
 * threads in that way.
 */
public final class Broker implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final ExchangeCalendar calendar = new ExchangeCalendar();
  private final Identity identity;
  private final long seed;
  private final LocalDate anchor;
  private final Map<String, BigDecimal> symbols;
  private final SimulatedClock clock;
  private final Tape tape;
  private final Bars bars;
  private final Ledger ledger;
  private final Book book;
  private final FaultPlan faults;
  private final OrderDesk desk;
  private final Matching matching;
  private final Timeline timeline;
  private final @Nullable StateStore store;
  private final Memory memory = new Memory();
  private final Agenda agenda = new Agenda();
  private final Reads reads = new Reads(this);
  private final TradingHalts halts = new TradingHalts(this);
  private final @Nullable String barsFile;
  private Configuration configuration;
  private AccountFlags flags;
  private final Map<String, AssetTerms> assets;
  private TradeListener listener = new Silent();
  private MarketListener marketListener = new Silent();
  private Instant now;
  private boolean changed;
  private boolean closed;

  private Broker(SavedState state, InstantSource wallClock, @Nullable StateStore store) {
    this.identity = state.identity();
    this.seed = state.seed();
    this.anchor = state.anchor();
    this.symbols = state.symbols();
    this.clock = new SimulatedClock(wallClock, state.clock());
    this.barsFile = state.barsFile();
    List<ReplayBar> replay = barsFile == null ? List.of() : BarFile.existing(Path.of(barsFile));
    this.tape = new Tape(calendar, seed, anchor, symbols, state.moves(), replay);
    this.bars = new Bars(tape);
    this.ledger = state.ledger();
    this.book = new Book(state.orders());
    this.faults = new FaultPlan(seed, wallClock);
    this.configuration = state.configuration();
    this.flags = state.flags();
    this.assets = new TreeMap<>(state.assets());
    this.now = state.processedUntil();
    this.store = store;
    this.desk = new OrderDesk(this);
    this.matching = new Matching(this);
    this.timeline = new Timeline(this);
  }

  /**
   * The broker stored in the directory, or a new one.
   *
   * @param start market time at which a new one starts
   * @param rate market seconds per wall second
   * @param symbols price in dollars of each symbol at the close before the start
   * @param barsFile bars that the market follows, or null
   */
  public static Broker open(
      Instant start,
      double rate,
      long seed,
      BigDecimal cash,
      Map<String, BigDecimal> symbols,
      @Nullable Path directory,
      @Nullable Path barsFile,
      InstantSource wallClock) {
    StateStore store = directory == null ? null : new StateStore(directory);
    SavedState saved = store == null ? null : store.load().orElse(null);
    if (saved == null) {
      var line = new SimulatedClock.Line(wallClock.instant(), start, rate);
      String bars = barsFile == null ? null : barsFile.toAbsolutePath().toString();
      saved = SavedState.fresh(line, seed, cash, symbols, bars);
    }
    var broker = new Broker(saved, wallClock, store);
    broker.changed();
    broker.locked(() -> true);
    return broker;
  }

  /** Runs the caller with the broker to itself and market time up to date. */
  public <T> T locked(Supplier<T> caller) {
    if (lock.isHeldByCurrentThread()) {
      return caller.get();
    }
    lock.lock();
    try {
      timeline.advanceTo(clock.now());
      try {
        return caller.get();
      } finally {
        save();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets another process have the state; nothing is stored after that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (store != null) {
        store.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves market time forward and lets everything happen that falls in between. */
  public void moveTo(Instant target) {
    clock.moveTo(target);
    timeline.advanceTo(target);
    changed();
  }

  /** Changes how fast market time runs. */
  public void changeRate(double rate) {
    clock.changeRate(rate);
    changed();
  }

  /** Lets resting orders meet the market again, after a move was injected. */
  public void meetMarket() {
    halts.look(now);
    matching.matchAll(now);
    changed();
  }

  /** Hears of all orders from now on. */
  public void listen(TradeListener newListener) {
    listener = newListener;
  }

  /** Hears of all halts from now on. */
  public void listenToMarket(MarketListener newListener) {
    marketListener = newListener;
  }

  /** Market time. */
  public Instant now() {
    return now;
  }

  /** Whether the core session is on. */
  public boolean isOpen() {
    return calendar.phaseAt(now) == Phase.CORE;
  }

  /** Price at which positions are valued: the last trade. */
  public BigDecimal mark(String symbol) {
    return tape.price(symbol, now);
  }

  /** What follows from ledger, marks and orders. */
  public Figures figures() {
    return Figures.of(this);
  }

  /** Shares of a position that no open order holds. */
  public BigDecimal available(String symbol) {
    return Figures.available(this, symbol);
  }

  /** The stop price of an order that counts now. */
  public java.util.Optional<BigDecimal> stopOf(Order order) {
    return Stops.stopOf(order);
  }

  /** Positions as reads show them: late where a fault says so. */
  public List<Position> shownPositions() {
    return reads.positions();
  }

  /** Orders as reads show them, in order of arrival: late where a fault says so. */
  public List<Order> shownOrders() {
    return reads.orders();
  }

  /** One order as reads show it, or empty where a fault hides it still. */
  public Optional<Order> shown(Order order) {
    return reads.order(order);
  }

  /** Market time as quotes, trades and bars show it: earlier where a fault says so. */
  public Instant shownMarketTime() {
    return reads.marketTime();
  }

  /** The best bid and offer as reads show it: late, wrong or missing where a fault says so. */
  public Quote shownQuote(String symbol) {
    return reads.quote(symbol);
  }

  /** A quote as a stream shows it: wrong or missing where a fault says so, which is not counted. */
  public Quote disturbed(Quote quote) {
    return reads.disturbed(quote);
  }

  /** Does something at an instant of market time; forgotten when the process ends. */
  public void at(Instant instant, Runnable action) {
    agenda.add(instant, action);
  }

  /** Forgets what was to be done later. */
  public void clearAgenda() {
    agenda.clear();
  }

  /** Takes, changes and cancels orders. */
  public OrderDesk desk() {
    return desk;
  }

  /** The account's books. */
  public Ledger ledger() {
    return ledger;
  }

  /** All orders. */
  public Book book() {
    return book;
  }

  /** Prices. */
  public Tape tape() {
    return tape;
  }

  /** Bars of those prices. */
  public Bars bars() {
    return bars;
  }

  /** The calendar of the market. */
  public ExchangeCalendar calendar() {
    return calendar;
  }

  /** The clock of the market. */
  public SimulatedClock clock() {
    return clock;
  }

  /** Faults that are switched on. */
  public FaultPlan faults() {
    return faults;
  }

  /** Seed of prices and chances. */
  public long seed() {
    return seed;
  }

  /** Whose account it is; never changes. */
  public Identity identity() {
    return identity;
  }

  /** What the owner has set. */
  public Configuration configuration() {
    return configuration;
  }

  /** Changes what the owner has set. */
  public void configure(Configuration newConfiguration) {
    configuration = newConfiguration;
    changed();
  }

  /** What the broker's side does to the account. */
  public AccountFlags flags() {
    return flags;
  }

  /** Changes what the broker's side does to the account. */
  public void flag(AccountFlags newFlags) {
    flags = newFlags;
    changed();
  }

  /** What is allowed with an asset. */
  public AssetTerms asset(String symbol) {
    return assets.getOrDefault(symbol, AssetTerms.ALL);
  }

  /** Changes what is allowed with an asset. */
  public void allow(String symbol, AssetTerms terms) {
    assets.put(symbol, terms);
    changed();
  }

  /** Says that there is something to store. */
  public void changed() {
    changed = true;
  }

  Matching matching() {
    return matching;
  }

  MarketListener marketListener() {
    return marketListener;
  }

  Agenda agenda() {
    return agenda;
  }

  TradingHalts halts() {
    return halts;
  }

  TradeListener listener() {
    return listener;
  }

  void arriveAt(Instant instant) {
    now = instant;
  }

  /** What reads showed until now, for faults that show it later. */
  Memory memory() {
    return memory;
  }

  private void save() {
    if (changed && store != null && !closed) {
      store.save(
          new SavedState(
              SavedState.VERSION,
              identity,
              seed,
              anchor,
              symbols,
              barsFile,
              clock.line(),
              now,
              configuration,
              flags,
              assets,
              ledger,
              book.all(),
              tape.moves()));
    }
    changed = false;
  }
}
