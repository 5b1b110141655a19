package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signed quantity per symbol at the instant from which executions are counted. Alpaca does not
 * show it, so it is worked out as position less executions, and counts as settled once no execution
 * was younger than 10 s: until then the endpoints may disagree. A settled one never changes.
 */
final class Openings {
  static final Duration QUIET = Duration.ofSeconds(10);

  /** One symbol's opening quantity; what continue-as-new carries. */
  record Opening(Symbol symbol, Quantity quantity, boolean settled) {}

  private final Map<Symbol, Opening> bySymbol = new LinkedHashMap<>();

  void carry(List<Opening> openings) {
    openings.forEach(o -> bySymbol.put(o.symbol(), o));
  }

  List<Opening> all() {
    return List.copyOf(bySymbol.values());
  }

  /** Learns from a reading. */
  void note(View view) {
    List<Symbol> symbols = new ArrayList<>(view.positions().stream().map(p -> p.symbol()).toList());
    view.fills().stream()
        .map(SymbolFills::symbol)
        .filter(s -> !symbols.contains(s))
        .forEach(symbols::add);
    for (Symbol symbol : symbols) {
      Opening known = bySymbol.get(symbol);
      if (known == null || !known.settled()) {
        boolean quiet = view.quietFor(symbol).map(d -> d.compareTo(QUIET) >= 0).orElse(true);
        bySymbol.put(symbol, new Opening(symbol, view.held(symbol).minus(view.net(symbol)), quiet));
      }
    }
  }

  /** What the next reading should show, given what our own orders are known to have sold. */
  List<Expectation> expected(Map<Symbol, Quantity> sold) {
    return bySymbol.values().stream()
        .map(o ->
            new Expectation(
                o.symbol(),
                o.quantity(),
                o.settled(),
                sold.getOrDefault(o.symbol(), Quantity.ZERO)))
        .toList();
  }
}
