package io.tripline.simulator.market;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something injected into the market. Moves are kept for good, so that the price stays a pure
 * function of seed, moves and market time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Move.Jump.class, name = "jump"),
  @JsonSubTypes.Type(value = Move.Slide.class, name = "slide"),
  @JsonSubTypes.Type(value = Move.Freeze.class, name = "freeze"),
  @JsonSubTypes.Type(value = Move.Halt.class, name = "halt"),
  @JsonSubTypes.Type(value = Move.Spread.class, name = "spread"),
  @JsonSubTypes.Type(value = Move.Weather.class, name = "regime"),
  @JsonSubTypes.Type(value = Move.Book.class, name = "depth"),
  @JsonSubTypes.Type(value = Move.Breakers.class, name = "breakers")
})
public sealed interface Move {
  /** The symbol concerned, or {@code *} for all. */
  String symbol();

  /** When it starts, in market time. */
  Instant from();

  /** Whether it concerns a symbol. */
  default boolean concerns(String other) {
    return symbol().equals("*") || symbol().equals(other);
  }

  /**
   * The price changes at once and stays changed.
   *
   * @param bps basis points, negative for a fall
   */
  record Jump(String symbol, Instant from, double bps) implements Move {}

  /** The price changes evenly over a time and stays changed. */
  record Slide(String symbol, Instant from, Duration duration, double bps) implements Move {}

  /**
   * The path stands still; jumps and slides still act. Afterwards the price is on its path again.
   */
  record Freeze(String symbol, Instant from, @Nullable Instant until) implements Move {
    boolean covers(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  /** No trades, no new quotes, no fills. Moves of that time show when trading resumes. */
  record Halt(String symbol, Instant from, @Nullable Instant until, @Nullable HaltReason why)
      implements Move {
    /** A halt for news. */
    public Halt(String symbol, Instant from, @Nullable Instant until) {
      this(symbol, from, until, HaltReason.NEWS);
    }

    /** Why; halts that were stored without a reason are for news. */
    public HaltReason reason() {
      return why == null ? HaltReason.NEWS : why;
    }

    boolean covers(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  /** From now on ask and bid are that many cents apart; 0 is the usual spread again. */
  record Spread(String symbol, Instant from, int cents) implements Move {}

  /** From now on the path's moves, the spread, the sizes and the volume are those of a regime. */
  record Weather(String symbol, Instant from, Regime regime) implements Move {}

  /** From now on the book holds that much. */
  record Book(String symbol, Instant from, Depth depth) implements Move {}

  /**
   * From now on price bands, and market-wide circuit breakers where wanted, halt trading, or no
   * longer do.
   */
  record Breakers(String symbol, Instant from, boolean on, boolean marketWide) implements Move {}
}
