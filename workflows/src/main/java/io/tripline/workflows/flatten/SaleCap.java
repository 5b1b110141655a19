package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.LinkedHashMap;
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
  private record Base(Quantity held, Quantity sold, Quantity bought, Instant marketAt) {}

  private final Map<Symbol, Base> bases = new LinkedHashMap<>();

  /** Learns from a reading, unless a sale of ours is fresh; {@code sold}: by orders of ours. */
  void note(View view, Function<Symbol, Quantity> sold) {
    view.positions()
        .forEach(position -> {
          Symbol symbol = position.symbol();
          Quantity ours = sold.apply(symbol);
          if (believed(view, symbol, bases.get(symbol), ours)) {
            bases.put(
                symbol,
                new Base(position.quantity(), ours, bought(view, symbol), view.clock().now()));
          }
        });
  }

  private static boolean believed(View view, Symbol symbol, @Nullable Base base, Quantity oursNow) {
    return base == null
        || base.sold().equals(oursNow)
        || (view.quietSince(symbol, Openings.LATE) && !view.behind().contains(symbol));
  }

  /** The most of it; empty where no sale of ours says anything. */
  Optional<Quantity> most(View view, Symbol symbol, Quantity oursNow) {
    Base base = bases.get(symbol);
    return base == null || base.sold().equals(oursNow)
        ? Optional.empty()
        : Optional.of(
            base.held().plus(boughtSince(view, symbol, base)).minus(oursNow.minus(base.sold())));
  }

  private static Quantity boughtSince(View view, Symbol symbol, Base base) {
    boolean since =
        view.fillsOf(symbol)
            .map(SymbolFills::lastBought)
            .map(at -> at.isAfter(base.marketAt()))
            .orElse(false);
    return since ? bought(view, symbol).minus(base.bought()) : Quantity.ZERO;
  }

  private static Quantity bought(View view, Symbol symbol) {
    return view.fillsOf(symbol).map(SymbolFills::bought).orElse(Quantity.ZERO);
  }
}
