package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may still be sold of a symbol after a sale of ours, while its position may be late: what was
 * held before, less what we sold, and what was bought since. Positions and executions alone don't
 * tell: a position of before the sale fits together with a purchase of before it that is listed
 * only now. Not thread-safe.
 */
final class SaleCap {
  private record Before(Quantity held, Quantity sold, Quantity bought, Instant marketAt) {}

  private final Map<Symbol, Before> befores = new LinkedHashMap<>();

  /** What the run before has learnt. */
  void carry(List<FlattenCarried.Before> carried) {
    carried.forEach(each ->
        befores.put(
            each.symbol(), new Before(each.held(), each.sold(), each.bought(), each.marketAt())));
  }

  /** For the next run. */
  List<FlattenCarried.Before> all() {
    return befores.entrySet().stream()
        .map(each -> {
          Before before = each.getValue();
          return new FlattenCarried.Before(
              each.getKey(), before.held(), before.sold(), before.bought(), before.marketAt());
        })
        .toList();
  }

  /** Learns from a reading, unless a sale of ours is fresh; {@code sold}: by orders of ours. */
  void note(View view, Function<Symbol, Quantity> sold) {
    view.positions()
        .forEach(position -> {
          Symbol symbol = position.symbol();
          Quantity ours = sold.apply(symbol);
          if (believed(view, symbol, befores.get(symbol), ours)) {
            befores.put(
                symbol,
                new Before(position.quantity(), ours, bought(view, symbol), view.clock().now()));
          }
        });
  }

  private static boolean believed(
      View view, Symbol symbol, @Nullable Before before, Quantity oursNow) {
    return before == null
        || before.sold().equals(oursNow)
        || (view.quietSince(symbol, Openings.LATE) && !view.behind().contains(symbol));
  }

  /** The most of it; empty where no sale of ours says anything. */
  Optional<Quantity> most(View view, Symbol symbol, Quantity oursNow) {
    Before before = befores.get(symbol);
    return before == null || before.sold().equals(oursNow)
        ? Optional.empty()
        : Optional.of(
            before
                .held()
                .plus(boughtSince(view, symbol, before))
                .minus(oursNow.minus(before.sold())));
  }

  private static Quantity boughtSince(View view, Symbol symbol, Before before) {
    boolean since =
        view.fillsOf(symbol)
            .map(SymbolFills::lastBought)
            .map(at -> at.isAfter(before.marketAt()))
            .orElse(false);
    return since ? bought(view, symbol).minus(before.bought()) : Quantity.ZERO;
  }

  private static Quantity bought(View view, Symbol symbol) {
    return view.fillsOf(symbol).map(SymbolFills::bought).orElse(Quantity.ZERO);
  }
}
