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
import java.util.List;
import java.util.Optional;

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

  /** True while the market is open and its close is more than {@code margin} of wall time away. */
  public boolean openFor(Duration margin) {
    return clock.open()
        && inWallTime(Duration.between(clock.now(), clock.nextClose())).compareTo(margin) > 0;
  }

  /** True when an instant of market time is more than {@code wall} of wall time ago. */
  public boolean longerAgo(Instant marketAt, Duration wall) {
    return inWallTime(Duration.between(marketAt, clock.now())).compareTo(wall) > 0;
  }

  private Duration inWallTime(Duration market) {
    double rate = clock.rate() > 0 ? clock.rate() : 1;
    return Duration.ofMillis(Math.round(market.toMillis() / rate));
  }
}
