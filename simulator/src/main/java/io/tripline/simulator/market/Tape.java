package io.tripline.simulator.market;

import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.clock.Phase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the market shows at any market time: the undisturbed paths plus the injected moves. Every
 * answer is a pure function of seed, moves and time, so that quotes, trades, bars and marks agree
 * and can be asked for again. Not thread-safe: the owner guards it.
 */
public final class Tape {
  private static final int CORE_SPREAD_CENTS = 1;
  private static final int EXTENDED_SPREAD_CENTS = 6;

  private static final Duration WIDE_AT_THE_EDGES = Duration.ofMinutes(2);
  private static final int ROUND_LOT = 100;

  private final ExchangeCalendar calendar;
  private final Map<String, BasePath> paths = new LinkedHashMap<>();
  private final List<Move> moves;
  private final Map<String, Moves> bySymbol = new HashMap<>();

  /**
   * A tape for the symbols.
   *
   * @param symbols price in dollars of each symbol at the close before {@code anchor}
   */
  public Tape(
      ExchangeCalendar calendar,
      long seed,
      LocalDate anchor,
      Map<String, BigDecimal> symbols,
      List<Move> moves) {
    this(calendar, seed, anchor, symbols, moves, List.of());
  }

  /**
   * A tape whose symbols follow bars where there are some.
   *
   * @param replay bars, in ascending order per symbol; their symbols need no price
   */
  public Tape(
      ExchangeCalendar calendar,
      long seed,
      LocalDate anchor,
      Map<String, BigDecimal> symbols,
      List<Move> moves,
      List<ReplayBar> replay) {
    this.calendar = calendar;
    this.moves = new ArrayList<>(moves);
    symbols.forEach((symbol, price) ->
        paths.put(
            symbol, new PricePath(calendar, seedOf(seed, symbol), anchor, price.doubleValue())));
    replay.stream()
        .collect(Collectors.groupingBy(ReplayBar::symbol, TreeMap::new, Collectors.toList()))
        .forEach((symbol, bars) -> paths.put(symbol, replay(seedOf(seed, symbol), bars)));
  }

  private static long seedOf(long seed, String symbol) {
    return seed * 1_000_003 + symbol.hashCode();
  }

  private BasePath replay(long seed, List<ReplayBar> bars) {
    ReplayBar first = bars.get(0);
    LocalDate date = calendar.dateAt(first.minute());
    var history = new PricePath(calendar, seed, date, first.open().doubleValue());
    return new ReplayPath(history, date.atStartOfDay(MarketDay.NEW_YORK).toInstant(), bars);
  }

  /** Symbols with a price. */
  public Set<String> symbols() {
    return Set.copyOf(paths.keySet());
  }

  /** Whether the symbol has a price. */
  public boolean knows(String symbol) {
    return paths.containsKey(symbol);
  }

  /** All moves so far, oldest first. */
  public List<Move> moves() {
    return List.copyOf(moves);
  }

  /** Adds a move. */
  public void add(Move move) {
    moves.add(move);
    bySymbol.clear();
  }

  /** Ends freezes of a symbol, or of all with {@code *}. */
  public void unfreeze(String symbol, Instant now) {
    moves.replaceAll(move ->
        move instanceof Move.Freeze freeze && freeze.covers(now) && matches(symbol, freeze)
            ? new Move.Freeze(freeze.symbol(), freeze.from(), now)
            : move);
    bySymbol.clear();
  }

  /** Ends halts of a symbol, or of all with {@code *}. */
  public void resume(String symbol, Instant now) {
    moves.replaceAll(move ->
        move instanceof Move.Halt halt && halt.covers(now) && matches(symbol, halt)
            ? new Move.Halt(halt.symbol(), halt.from(), now, halt.why())
            : move);
    bySymbol.clear();
  }

  /** Whether trading in the symbol is halted. */
  public boolean halted(String symbol, Instant at) {
    return moves(symbol).halt(at) != null;
  }

  /** The halt that covers an instant, with its reason, or empty while trading is on. */
  public Optional<Move.Halt> haltAt(String symbol, Instant at) {
    return Optional.ofNullable(moves(symbol).halt(at));
  }

  /** How nervous the market in a symbol is. */
  public Regime regime(String symbol, Instant at) {
    return moves(symbol).regime(at);
  }

  /** How much the book of a symbol holds. */
  public Depth depth(String symbol, Instant at) {
    return moves(symbol).depth(at);
  }

  /** Whether price bands halt trading. */
  public boolean bandsOn(Instant at) {
    return paths.keySet().stream().anyMatch(symbol -> moves(symbol).bandsOn(at));
  }

  /** Whether market-wide circuit breakers halt trading. */
  public boolean marketWideOn(Instant at) {
    return paths.keySet().stream().anyMatch(symbol -> moves(symbol).marketWideOn(at));
  }

  /** The price bands of a symbol, in a core session while it is not halted. */
  public Optional<PriceBands> bands(String symbol, Instant at) {
    if (calendar.phaseAt(at) != Phase.CORE || halted(symbol, at)) {
      return Optional.empty();
    }
    MarketDay day = calendar.day(calendar.dateAt(at)).orElseThrow();
    Instant since =
        moves(symbol).lastResume(at).filter(day.opensAt()::isBefore).orElse(day.opensAt());
    return Optional.of(PriceBands.of(this, symbol, at, since, day.closesAt()));
  }

  /** The last trade of the core session before the day of an instant. */
  public BigDecimal previousClose(String symbol, Instant at) {
    return price(symbol, calendar.previous(calendar.dateAt(at)).closesAt());
  }

  /** The first instant after another one at which a move starts or ends. */
  public Optional<Instant> nextChange(Instant from) {
    return moves.stream()
        .flatMap(move -> Stream.of(Optional.of(move.from()), ending(move)))
        .flatMap(Optional::stream)
        .filter(at -> at.isAfter(from))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> ending(Move move) {
    return switch (move) {
      case Move.Halt halt -> Optional.ofNullable(halt.until());
      case Move.Freeze freeze -> Optional.ofNullable(freeze.until());
      case Move.Slide slide -> Optional.of(slide.from().plus(slide.duration()));
      default -> Optional.empty();
    };
  }

  /**
   * The book on one side, best price first; where it is endless, its best level only.
   *
   * @param asks whether the side that sells
   */
  public List<Depth.Level> levels(String symbol, boolean asks, Instant at) {
    Quote quote = quote(symbol, at);
    Depth depth = depth(symbol, at);
    var levels = new ArrayList<Depth.Level>();
    for (int i = 0; i < depth.levels(); i++) {
      BigDecimal away = BigDecimal.valueOf((long) i * depth.stepCents(), 2);
      BigDecimal price = asks ? quote.ask().add(away) : quote.bid().subtract(away);
      if (price.signum() > 0) {
        int shares = depth.isThin() ? shares(symbol, depth, asks, i, at) : Integer.MAX_VALUE;
        levels.add(new Depth.Level(price, shares));
      }
    }
    return levels;
  }

  private int shares(String symbol, Depth depth, boolean asks, int level, Instant at) {
    double noise = 0.6 + 0.8 * Noise.unit(at.getEpochSecond(), level * 2L + (asks ? 1 : 0));
    return (int) Math.max(1, Math.round(depth.shares() * noise * regime(symbol, at).depth()));
  }

  /** The last trade at or before an instant. */
  public Trade trade(String symbol, Instant at) {
    Instant seen = lastActivity(symbol, at);
    return new Trade(seen, price(symbol, at), 100 + Math.floorMod(seen.getEpochSecond(), 7));
  }

  /** Price of the last trade in dollars, to the cent: what positions are marked at. */
  public BigDecimal price(String symbol, Instant at) {
    return cents(Math.exp(logAt(symbol, at)));
  }

  /** The best bid and offer at an instant. */
  public Quote quote(String symbol, Instant at) {
    int spread = spread(symbol, at);
    double mid = Math.exp(logAt(symbol, at)) * 100;
    long bid = Math.max(1, (long) Math.floor(mid - (spread - 1) / 2.0));
    Instant seen = lastActivity(symbol, at);
    return new Quote(
        seen,
        BigDecimal.valueOf(bid, 2),
        BigDecimal.valueOf(bid + spread, 2),
        lots(symbol, false, seen),
        lots(symbol, true, seen),
        halted(symbol, at));
  }

  /** Round lots that are displayed at the best price. */
  private int lots(String symbol, boolean asks, Instant at) {
    Depth depth = depth(symbol, at);
    if (depth.isThin()) {
      return Math.max(1, shares(symbol, depth, asks, 0, at) / ROUND_LOT);
    }
    int bid = 2 + Math.floorMod(at.getEpochSecond() * 7, 9);
    return (int) Math.max(1, Math.round((asks ? 11 - bid : bid) * regime(symbol, at).depth()));
  }

  double logAt(String symbol, Instant asked) {
    Moves moved = moves(symbol);
    Move.Halt halt = moved.halt(asked);
    Instant at = halt == null ? asked : halt.from();
    BasePath path = path(symbol);
    return path.logAt(moved.onPath(at)) + moved.added(path, at);
  }

  /** Whether any move changes the course of prices in a span, so that bars need every second. */
  boolean disturbed(String symbol, Instant from, Instant until) {
    return moves(symbol).disturb(from, until);
  }

  private Moves moves(String symbol) {
    return bySymbol.computeIfAbsent(symbol, any -> new Moves(moves, any));
  }

  BasePath path(String symbol) {
    BasePath path = paths.get(symbol);
    if (path == null) {
      throw new IllegalArgumentException("symbol: unknown: " + symbol);
    }
    return path;
  }

  ExchangeCalendar calendar() {
    return calendar;
  }

  static BigDecimal cents(double dollars) {
    return BigDecimal.valueOf(dollars)
        .setScale(2, RoundingMode.HALF_UP)
        .max(BigDecimal.valueOf(1, 2));
  }

  /** Wider in nervous regimes, round the open and the close, with a thin book and out of hours. */
  private int spread(String symbol, Instant at) {
    int given = moves(symbol).spreadCents(at);
    if (given > 0) {
      return given;
    }
    if (calendar.phaseAt(at) != Phase.CORE) {
      return EXTENDED_SPREAD_CENTS;
    }
    double bps = regime(symbol, at).spreadBps();
    int cents =
        bps == 0
            ? CORE_SPREAD_CENTS
            : (int)
                Math.max(CORE_SPREAD_CENTS, Math.round(Math.exp(logAt(symbol, at)) * bps / 100));
    return cents * (isAtTheEdges(at) ? 2 : 1) * (depth(symbol, at).isThin() ? 3 : 1);
  }

  private boolean isAtTheEdges(Instant at) {
    MarketDay day = calendar.day(calendar.dateAt(at)).orElseThrow();
    return at.isBefore(day.opensAt().plus(WIDE_AT_THE_EDGES))
        || !at.isBefore(day.closesAt().minus(WIDE_AT_THE_EDGES));
  }

  private Instant lastActivity(String symbol, Instant asked) {
    Move.Halt halt = moves(symbol).halt(asked);
    Instant at = halt == null ? asked : halt.from();
    if (calendar.phaseAt(at) != Phase.CLOSED) {
      return at;
    }
    LocalDate date = calendar.dateAt(at);
    MarketDay last =
        calendar
            .day(date)
            .filter(day -> !day.sessionClosesAt().isAfter(at))
            .orElseGet(() -> calendar.previous(date));
    return last.sessionClosesAt();
  }

  private static boolean matches(String symbol, Move move) {
    return symbol.equals("*") || symbol.equals(move.symbol());
  }
}
