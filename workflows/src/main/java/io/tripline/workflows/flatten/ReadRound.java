package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One round of reads; the first that fails fails the round. */
final class ReadRound {
  /** Held legs do not show among the open orders once their parent has ended. */
  private static final Duration LEGS = Duration.ofDays(1);

  private final FlattenDesk desk;
  private final AccountName account;
  private final Scope scope;

  ReadRound(FlattenDesk desk, AccountName account, Scope scope) {
    this.desk = desk;
    this.account = account;
    this.scope = scope;
  }

  /** Positions and orders only. */
  ReadOutcome readWithoutFills() {
    return read(null, null);
  }

  /**
   * Everything.
   *
   * @param since market time from which executions count; null: New York's midnight
   * @param known executions that must be listed, else the list is behind
   */
  ReadOutcome read(@Nullable Instant since, @Nullable List<KnownFill> known) {
    try {
      MarketClock clock = take(desk.clock(account));
      Account shown = take(desk.account(account));
      Instant from = since != null ? since : midnight(clock.now());
      List<Position> positions =
          take(desk.positions(account)).stream()
              .filter(p -> scope.contains(p.symbol()) && p.quantity().signum() != 0)
              .toList();
      List<Order> open =
          take(desk.openOrders(account, from.minus(LEGS))).stream()
              .filter(o -> scope.contains(o.symbol()) && !o.status().terminal())
              .toList();
      List<Fill> fills = known == null ? List.of() : take(desk.fills(account, from));
      return new ReadOutcome.Seen(
          new View(
              shown,
              positions,
              open,
              perSymbol(fills),
              behind(fills, known),
              List.of(),
              clock,
              from,
              desk.now()),
          true);
    } catch (NotRead failed) {
      return failed.unread;
    }
  }

  private <T> T take(Reading<T> reading) throws NotRead {
    return switch (reading) {
      case Reading.Seen<T>(var value, var at) -> value;
      case Reading.Unknown<T>(var fault, var reason) ->
          throw new NotRead(new Unread(fault, reason, desk.now()));
    };
  }

  private List<SymbolFills> perSymbol(List<Fill> fills) {
    Map<Symbol, SymbolFills> sums = new LinkedHashMap<>();
    fills.stream()
        .filter(f -> scope.contains(f.symbol()))
        .sorted(Comparator.comparing(f -> f.symbol().value()))
        .forEach(f -> sums.merge(f.symbol(), single(f), ReadRound::sum));
    return List.copyOf(sums.values());
  }

  private static List<Symbol> behind(List<Fill> fills, @Nullable List<KnownFill> known) {
    if (known == null) {
      return List.of();
    }
    return known.stream()
        .filter(k -> listed(fills, k.orderId()).compareTo(k.quantity()) < 0)
        .map(KnownFill::symbol)
        .distinct()
        .toList();
  }

  private static Quantity listed(List<Fill> fills, String orderId) {
    return fills.stream()
        .filter(f -> f.orderId().equals(orderId))
        .map(Fill::quantity)
        .reduce(Quantity.ZERO, Quantity::plus);
  }

  private static SymbolFills single(Fill fill) {
    return new SymbolFills(
        fill.symbol(),
        fill.side() == Side.BUY ? fill.quantity() : Quantity.ZERO,
        fill.side() == Side.SELL ? fill.quantity() : Quantity.ZERO,
        fill.at(),
        fill.side() == Side.BUY ? fill.at() : null);
  }

  private static SymbolFills sum(SymbolFills a, SymbolFills b) {
    return new SymbolFills(
        a.symbol(),
        a.bought().plus(b.bought()),
        a.sold().plus(b.sold()),
        a.last().isAfter(b.last()) ? a.last() : b.last(),
        later(a.lastBought(), b.lastBought()));
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }

  private static Instant midnight(Instant marketNow) {
    return TradingDay.dateOf(marketNow).atStartOfDay(TradingDay.NEW_YORK).toInstant();
  }

  private static final class NotRead extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Unread unread;

    NotRead(Unread unread) {
      super(unread.detail());
      this.unread = unread;
    }
  }
}
