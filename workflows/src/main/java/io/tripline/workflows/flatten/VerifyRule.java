package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.SymbolProof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When flat is proven: at least 3 reads in a row that show zero positions and zero open orders in
 * scope and the same executions, that span at least 10 s (the broker's endpoints may disagree for
 * about that long), in which opening quantity and executions give zero for every symbol and every
 * order id is absent or terminal. A read that fails, or shows anything else, starts the row anew.
 * Not thread-safe.
 */
public final class VerifyRule {
  /** Reads in a row. */
  public static final int READS = 3;

  /** Wall time from the first to the last of them. */
  public static final Duration SPAN = Duration.ofSeconds(10);

  private record Round(View view, List<SymbolProof> symbols) {}

  private final List<Expectation> expected;
  private final List<Round> row = new ArrayList<>();
  private List<SymbolProof> lastSymbols = List.of();
  private String why = "nothing was read yet";

  /** What is known of each symbol before the first read. */
  public VerifyRule(List<Expectation> expected) {
    this.expected = List.copyOf(expected);
  }

  /** A read failed: nothing before it counts. */
  public void failed(String reason) {
    row.clear();
    why = reason;
  }

  /**
   * Takes one read.
   *
   * @param found what the order ids stand for, as far as the broker has them
   * @param unknown ids that could not be looked up
   */
  public void seen(View view, List<Order> found, List<ClientOrderId> unknown) {
    List<SymbolProof> symbols = arithmetic(view);
    lastSymbols = symbols;
    Optional<String> objection = objection(view, symbols, found, unknown);
    if (objection.isPresent()) {
      failed(objection.get());
      return;
    }
    if (!row.isEmpty() && !row.get(row.size() - 1).view().fills().equals(view.fills())) {
      row.clear();
    }
    row.add(new Round(view, symbols));
    why = row.size() + " agreeing reads so far";
  }

  /** The proof, once there is one. */
  public Optional<Verification.Flat> proof() {
    if (row.size() < READS) {
      return Optional.empty();
    }
    Round first = row.get(0);
    Round last = row.get(row.size() - 1);
    if (Duration.between(first.view().at(), last.view().at()).compareTo(SPAN) < 0) {
      return Optional.empty();
    }
    List<FlatRead> reads = row.stream().map(r -> new FlatRead(r.view().at(), 0, 0)).toList();
    return Optional.of(
        new Verification.Flat(reads, last.symbols(), last.view().clock().now(), last.view().at()));
  }

  /** What a read that is not flat shows, when its parts agree so that it can be believed. */
  public Optional<String> refutation(View view) {
    boolean believable =
        !view.openOrders().isEmpty()
            || expected.stream().allMatch(e -> AgreementRule.addsUp(view, e));
    return view.looksFlat() || !believable
        ? Optional.empty()
        : Optional.of(NextStep.describe(view));
  }

  /** Why there is no proof yet. */
  public Verification.Unproven unproven(Instant at) {
    return new Verification.Unproven(why, lastSymbols, at);
  }

  private Optional<String> objection(
      View view, List<SymbolProof> symbols, List<Order> found, List<ClientOrderId> unknown) {
    if (!view.looksFlat()) {
      return Optional.of(NextStep.describe(view));
    }
    Optional<Order> live = found.stream().filter(o -> !o.status().terminal()).findFirst();
    if (live.isPresent()) {
      return Optional.of(NextStep.describe(live.get()));
    }
    if (!unknown.isEmpty()) {
      return Optional.of("could not look up order id " + unknown.get(0));
    }
    for (SymbolProof symbol : symbols) {
      if (symbol.remaining().signum() != 0) {
        return Optional.of(
            symbol.symbol()
                + ": opening "
                + symbol.opening()
                + " + bought "
                + symbol.bought()
                + " - sold "
                + symbol.sold()
                + " = "
                + symbol.remaining()
                + ", not 0");
      }
    }
    return view.behind().stream()
        .findFirst()
        .map(symbol -> symbol + ": executions that are known of are not all listed yet");
  }

  private List<SymbolProof> arithmetic(View view) {
    Map<Symbol, SymbolProof> proofs = new LinkedHashMap<>();
    for (Expectation expectation : expected) {
      Symbol symbol = expectation.symbol();
      Quantity opening =
          expectation.settled()
              ? expectation.opening()
              : unsettled(view, symbol, expectation.opening());
      proofs.put(symbol, proof(view, symbol, opening));
    }
    for (SymbolFills fills : view.fills()) {
      proofs.computeIfAbsent(
          fills.symbol(), symbol -> proof(view, symbol, unsettled(view, symbol, Quantity.ZERO)));
    }
    return List.copyOf(proofs.values());
  }

  /**
   * What was learnt once may have been wrong: in the end the opening quantity is worked out from
   * the reads of the proof itself. Then nothing is left by definition, so that it waits until no
   * position can be late any more.
   */
  private static Quantity unsettled(View view, Symbol symbol, Quantity learnt) {
    return view.quietSince(symbol, Openings.LATE)
        ? view.held(symbol).minus(view.net(symbol))
        : learnt;
  }

  private static SymbolProof proof(View view, Symbol symbol, Quantity opening) {
    return new SymbolProof(
        symbol,
        opening,
        view.fillsOf(symbol).map(SymbolFills::bought).orElse(Quantity.ZERO),
        sold(view, symbol),
        opening.plus(view.net(symbol)));
  }

  private static Quantity sold(View view, Symbol symbol) {
    return view.fillsOf(symbol).map(SymbolFills::sold).orElse(Quantity.ZERO);
  }
}
