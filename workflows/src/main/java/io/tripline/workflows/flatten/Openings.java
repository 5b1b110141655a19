package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signed quantity per symbol at the instant from which executions are counted. Alpaca does not
 * show it, so it is worked out as position less executions. Positions and executions may disagree
 * for about 10 s (alpacahq/Alpaca-API#276), and we count with {@link #LATE}: a quantity is settled,
 * and never changes again, once readings at least 10 s apart gave it, each that long after the last
 * execution; before, another one takes its place in the same way.
 *
 * <p>More bought than is held looks like a short position that was covered, and like a position
 * that is shown late. It is the latter, and nothing is learnt from it, while the last execution is
 * fresh: then the symbol counts as not held at the start.
 */
final class Openings {
  private static final Duration APART = Duration.ofSeconds(10);

  /** Wall time for which a position may be shown as it was before an execution. */
  static final Duration LATE = Duration.ofSeconds(45);

  /** What counts in runs that began with it: positions may be late by more than 10 s. */
  static final String LATE_POSITIONS = "positions-may-be-late";

  /** One symbol's opening quantity and since when readings gave it. */
  record Opening(Symbol symbol, Quantity quantity, Instant since, boolean settled) {}

  private final Map<Symbol, Opening> bySymbol = new LinkedHashMap<>();
  private final Map<Symbol, Opening> rivals = new LinkedHashMap<>();
  private final Predicate<String> counts;

  /** {@code counts}: whether a change of the rules counts in this run. */
  Openings(Predicate<String> counts) {
    this.counts = counts;
  }

  void carry(List<Opening> openings) {
    openings.forEach(o -> bySymbol.put(o.symbol(), o));
  }

  List<Opening> all() {
    return List.copyOf(bySymbol.values());
  }

  /** Learns from a reading, unless it lacks executions that are known of. */
  void note(View view) {
    Set<String> symbols = new TreeSet<>();
    view.positions().forEach(p -> symbols.add(p.symbol().value()));
    view.fills().forEach(f -> symbols.add(f.symbol().value()));
    bySymbol.keySet().forEach(s -> symbols.add(s.value()));
    for (String name : symbols) {
      Symbol symbol = new Symbol(name);
      Quantity given = view.held(symbol).minus(view.net(symbol));
      Opening known = bySymbol.get(symbol);
      Opening fresh = new Opening(symbol, given, view.at(), false);
      if (view.behind().contains(symbol)) {
        continue;
      }
      if (known == null && looksCovered(view, symbol, given) && counts.test(LATE_POSITIONS)) {
        continue;
      }
      if (known == null) {
        bySymbol.put(symbol, fresh);
      } else if (quiet(view, symbol)) {
        // Only then: two readings that are wrong in opposite ways would confirm each other.
        compare(known, fresh);
      }
    }
  }

  private void compare(Opening known, Opening fresh) {
    if (known.quantity().equals(fresh.quantity())) {
      rivals.remove(known.symbol());
      bySymbol.put(known.symbol(), confirmed(known, fresh.since()));
    } else if (!known.settled()) {
      challenge(fresh, rivals.get(known.symbol()));
    }
  }

  private static boolean looksCovered(View view, Symbol symbol, Quantity given) {
    return given.signum() < 0 && view.held(symbol).signum() >= 0 && !view.quietSince(symbol, LATE);
  }

  private boolean quiet(View view, Symbol symbol) {
    return view.quietSince(symbol, APART)
        && (view.quietSince(symbol, LATE) || !counts.test(LATE_POSITIONS));
  }

  /** What the next reading should show. */
  List<Expectation> expected() {
    return bySymbol.values().stream()
        .map(o -> new Expectation(o.symbol(), o.quantity(), o.settled()))
        .toList();
  }

  /**
   * No more than this was held at the start, as far as it is known: while a quantity is contested,
   * the smaller one. The larger may contain what was bought just before and listed later, and is
   * sold twice where the position is late.
   */
  Optional<Quantity> least(Symbol symbol) {
    Opening known = bySymbol.get(symbol);
    Opening rival = rivals.get(symbol);
    if (known == null) {
      return Optional.empty();
    }
    if (known.settled()
        || rival == null
        || rival.quantity().compareTo(known.quantity()) >= 0
        || !counts.test(LATE_POSITIONS)) {
      return Optional.of(known.quantity());
    }
    return Optional.of(rival.quantity());
  }

  private void challenge(Opening fresh, @Nullable Opening rival) {
    if (rival == null || !rival.quantity().equals(fresh.quantity())) {
      rivals.put(fresh.symbol(), fresh);
      return;
    }
    Opening confirmed = confirmed(rival, fresh.since());
    if (confirmed.settled()) {
      rivals.remove(fresh.symbol());
      bySymbol.put(fresh.symbol(), confirmed);
    }
  }

  private static Opening confirmed(Opening opening, Instant at) {
    boolean apart = Duration.between(opening.since(), at).compareTo(APART) >= 0;
    return new Opening(
        opening.symbol(), opening.quantity(), opening.since(), opening.settled() || apart);
  }
}
