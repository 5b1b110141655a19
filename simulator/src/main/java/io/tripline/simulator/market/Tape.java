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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the market shows at any market time: the undisturbed paths plus the injected moves. Every
 * answer is a pure function of seed, moves and time, so that quotes, trades, bars and marks agree
 * and can be asked for again. Not thread-safe: the owner guards it.
 */
public final class Tape {
  private static final int CORE_SPREAD_CENTS = 1;
  private static final int EXTENDED_SPREAD_CENTS = 6;

  private final ExchangeCalendar calendar;
  private final Map<String, PricePath> paths = new LinkedHashMap<>();
  private final List<Move> moves;

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
    this.calendar = calendar;
    this.moves = new ArrayList<>(moves);
    symbols.forEach((symbol, price) ->
        paths.put(
            symbol,
            new PricePath(
                calendar, seed * 1_000_003 + symbol.hashCode(), anchor, price.doubleValue())));
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
  }

  /** Ends freezes of a symbol, or of all with {@code *}. */
  public void unfreeze(String symbol, Instant now) {
    moves.replaceAll(move ->
        move instanceof Move.Freeze freeze && freeze.covers(now) && matches(symbol, freeze)
            ? new Move.Freeze(freeze.symbol(), freeze.from(), now)
            : move);
  }

  /** Ends halts of a symbol, or of all with {@code *}. */
  public void resume(String symbol, Instant now) {
    moves.replaceAll(move ->
        move instanceof Move.Halt halt && halt.covers(now) && matches(symbol, halt)
            ? new Move.Halt(halt.symbol(), halt.from(), now)
            : move);
  }

  /** Whether trading in the symbol is halted. */
  public boolean halted(String symbol, Instant at) {
    return halt(symbol, at) != null;
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
    int size = 2 + Math.floorMod(seen.getEpochSecond() * 7, 9);
    return new Quote(
        seen,
        BigDecimal.valueOf(bid, 2),
        BigDecimal.valueOf(bid + spread, 2),
        size,
        11 - size,
        halted(symbol, at));
  }

  double logAt(String symbol, Instant asked) {
    Move.Halt halt = halt(symbol, asked);
    Instant at = halt == null ? asked : halt.from();
    Instant onPath = at;
    double injected = 0;
    for (Move move : moves) {
      if (move.concerns(symbol) && !move.from().isAfter(at)) {
        injected += injected(move, at);
        if (move instanceof Move.Freeze freeze && freeze.covers(at)) {
          onPath = freeze.from().isBefore(onPath) ? freeze.from() : onPath;
        }
      }
    }
    return path(symbol).logAt(onPath) + injected;
  }

  /** Whether any move changes the course of prices in a span, so that bars need every second. */
  boolean disturbed(String symbol, Instant from, Instant until) {
    return moves.stream()
        .filter(move -> move.concerns(symbol) && !move.from().isAfter(until))
        .anyMatch(move -> !over(move, from));
  }

  PricePath path(String symbol) {
    PricePath path = paths.get(symbol);
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

  private static boolean over(Move move, Instant at) {
    return switch (move) {
      case Move.Jump jump -> !jump.from().isAfter(at);
      case Move.Slide slide -> !slide.from().plus(slide.duration()).isAfter(at);
      case Move.Freeze freeze -> freeze.until() != null && !freeze.until().isAfter(at);
      case Move.Halt halt -> halt.until() != null && !halt.until().isAfter(at);
      case Move.Spread spread -> true;
    };
  }

  private static double injected(Move move, Instant at) {
    return switch (move) {
      case Move.Jump jump -> Math.log1p(jump.bps() / 10_000);
      case Move.Slide slide -> {
        double whole = Math.max(1, slide.duration().toMillis());
        double done = Duration.between(slide.from(), at).toMillis() / whole;
        yield Math.min(1, done) * Math.log1p(slide.bps() / 10_000);
      }
      case Move.Freeze freeze -> 0;
      case Move.Halt halt -> 0;
      case Move.Spread spread -> 0;
    };
  }

  private Move.@org.jspecify.annotations.Nullable Halt halt(String symbol, Instant at) {
    Move.Halt found = null;
    for (Move move : moves) {
      if (move instanceof Move.Halt halt && halt.concerns(symbol) && halt.covers(at)) {
        found = found == null || halt.from().isBefore(found.from()) ? halt : found;
      }
    }
    return found;
  }

  private int spread(String symbol, Instant at) {
    int cents = 0;
    for (Move move : moves) {
      if (move instanceof Move.Spread spread
          && spread.concerns(symbol)
          && !spread.from().isAfter(at)) {
        cents = spread.cents();
      }
    }
    if (cents > 0) {
      return cents;
    }
    return calendar.phaseAt(at) == Phase.CORE ? CORE_SPREAD_CENTS : EXTENDED_SPREAD_CENTS;
  }

  private Instant lastActivity(String symbol, Instant asked) {
    Move.Halt halt = halt(symbol, asked);
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
