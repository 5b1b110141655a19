package io.tripline.workflows.broker;

import java.util.List;

/** Which part of an account is ours to guard and to close. No symbols means everything. */
public record Scope(List<Symbol> symbols) {
  /** The whole account. */
  public static final Scope EVERYTHING = new Scope(List.of());

  /** Copies the list. */
  public Scope {
    symbols = symbols == null ? List.of() : List.copyOf(symbols);
  }

  /** True where a symbol belongs to it. */
  public boolean contains(Symbol symbol) {
    return symbols.isEmpty() || symbols.contains(symbol);
  }

  /** For plans, gates and proofs. */
  public String describe() {
    return symbols.isEmpty()
        ? "every symbol"
        : String.join(", ", symbols.stream().map(Symbol::value).toList());
  }
}
