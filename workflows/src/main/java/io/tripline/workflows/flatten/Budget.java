package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often closing is tried in an open market before people are called. The time is
 * wall time as the steps report it; it stands still while the market is closed.
 */
final class Budget {
  static final int ATTEMPTS = 5;
  static final int REFUSALS = 2;
  static final Duration TIME = Duration.ofMinutes(2);

  private final Map<Symbol, Integer> attempts = new LinkedHashMap<>();
  private final Map<Symbol, Integer> refusals = new LinkedHashMap<>();
  private Duration spent = Duration.ZERO;
  private @Nullable Instant runningSince;

  /** A step reported its end. */
  void tick(Instant at) {
    if (runningSince != null && at.isAfter(runningSince)) {
      spent = spent.plus(Duration.between(runningSince, at));
    }
    if (runningSince == null || at.isAfter(runningSince)) {
      runningSince = at;
    }
  }

  /** The market is closed: time stands still until the next {@link #tick}. */
  void pause() {
    runningSince = null;
  }

  /** Starts anew: people were told, or asked for it. */
  void reset() {
    attempts.clear();
    refusals.clear();
    spent = Duration.ZERO;
    runningSince = null;
  }

  void attempt(Symbol symbol) {
    attempts.merge(symbol, 1, Integer::sum);
  }

  void refusal(Symbol symbol) {
    refusals.merge(symbol, 1, Integer::sum);
  }

  boolean outOfTime() {
    return spent.compareTo(TIME) >= 0;
  }

  boolean outOfAttempts(Symbol symbol) {
    return attempts.getOrDefault(symbol, 0) >= ATTEMPTS;
  }

  boolean refusedTooOften(Symbol symbol) {
    return refusals.getOrDefault(symbol, 0) >= REFUSALS;
  }

  int attemptsOf(Symbol symbol) {
    return attempts.getOrDefault(symbol, 0);
  }

  int attempts() {
    return attempts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The wanted patience, cut to what is left, but never below a second. */
  Duration within(Duration wanted) {
    Duration left = TIME.minus(spent);
    Duration least = Duration.ofSeconds(1);
    Duration cut = left.compareTo(wanted) < 0 ? left : wanted;
    return cut.compareTo(least) < 0 ? least : cut;
  }
}
