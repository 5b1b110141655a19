package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the broker showed of the scope in one round of reads; every read of the round succeeded.
 * Nothing outside the scope is in it.
 *
 * @param positions those that are not zero
 * @param openOrders all orders that are not terminal, held legs included
 * @param fills executions since {@code since}, per symbol that had any
 * @param behind symbols of which an execution is missing that an order is known to have had
 * @param quotes of the positions, for evidence; may be empty
 * @param since market time from which the executions are counted
 * @param at wall time of the last read of the round
 */
public record View(
    Account account,
    List<Position> positions,
    List<Order> openOrders,
    List<SymbolFills> fills,
    List<Symbol> behind,
    List<Quote> quotes,
    MarketClock clock,
    Instant since,
    Instant at) {
  private static final Comparator<Symbol> BY_NAME = Comparator.comparing(Symbol::value);

  /** Copies the lists. */
  public View {
    positions = List.copyOf(positions);
    openOrders = List.copyOf(openOrders);
    fills = List.copyOf(fills);
    behind = behind == null ? List.of() : List.copyOf(behind);
    quotes = List.copyOf(quotes);
  }

  /** Zero positions and zero open orders; no proof by itself. */
  public boolean looksFlat() {
    return positions.isEmpty() && openOrders.isEmpty();
  }

  /** The signed quantity held of a symbol. */
  public Quantity held(Symbol symbol) {
    return positions.stream()
        .filter(p -> p.symbol().equals(symbol))
        .findFirst()
        .map(Position::quantity)
        .orElse(Quantity.ZERO);
  }

  /** The executions of a symbol, if it had any. */
  public Optional<SymbolFills> fillsOf(Symbol symbol) {
    return fills.stream().filter(f -> f.symbol().equals(symbol)).findFirst();
  }

  /** Bought less sold of a symbol since {@link #since}. */
  public Quantity net(Symbol symbol) {
    return fillsOf(symbol).map(SymbolFills::net).orElse(Quantity.ZERO);
  }

  /** Wall time since the last execution of a symbol; empty when it had none. */
  public Optional<Duration> quietFor(Symbol symbol) {
    return fillsOf(symbol).map(f -> inWallTime(Duration.between(f.last(), clock.now())));
  }

  /** The same, of which executions of these symbols may be missing. */
  View lacking(Set<Symbol> symbols) {
    List<Symbol> all =
        Stream.concat(behind.stream(), symbols.stream()).distinct().sorted(BY_NAME).toList();
    return new View(account, positions, openOrders, fills, all, quotes, clock, since, at);
  }

  /** True when a symbol had no execution for at least {@code wall} of wall time. */
  boolean quietSince(Symbol symbol, Duration wall) {
    return quietFor(symbol).map(quiet -> quiet.compareTo(wall) >= 0).orElse(true);
  }

  /** True while the market is open and its close is more than {@code margin} of wall time away. */
  public boolean openFor(Duration margin) {
    return clock.open()
        && inWallTime(Duration.between(clock.now(), clock.nextClose())).compareTo(margin) > 0;
  }

  /** Wall time since an instant of market time; zero where that is yet to come. */
  public Duration age(Instant marketAt) {
    Duration wall = inWallTime(Duration.between(marketAt, clock.now()));
    return wall.isNegative() ? Duration.ZERO : wall;
  }

  private Duration inWallTime(Duration market) {
    double rate = clock.rate() > 0 ? clock.rate() : 1;
    return Duration.ofMillis(Math.round(market.toMillis() / rate));
  }
}
