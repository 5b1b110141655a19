package io.tripline.workflows.account;

import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the session trades.
 *
 * @param trades false: watch and protect only
 * @param strategy name of the strategy
 * @param exposure fraction of equity to hold when long, above 0 and at most 1
 * @param entryCutoff no entry later than this before the close
 * @param fillPatience how long an order may take before it is cancelled
 * @param strategyQueue task queue of a strategy that is served from outside; null: one of ours
 * @param execution how often and how it executes; null: {@link ExecutionPolicy#DEFAULT}
 */
public record SessionPolicy(
    boolean trades,
    String strategy,
    Symbol symbol,
    BigDecimal exposure,
    Duration entryCutoff,
    Duration fillPatience,
    @Nullable String strategyQueue,
    @Nullable ExecutionPolicy execution) {
  /** Long or flat SPY on daily bars with 95 % of equity. */
  public static final SessionPolicy DEFAULT =
      new SessionPolicy(
          false,
          "daily-trend",
          new Symbol("SPY"),
          new BigDecimal("0.95"),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30));

  /** Throws {@link IllegalArgumentException} if the exposure is out of range. */
  public SessionPolicy {
    if (exposure.signum() <= 0 || exposure.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "exposure: must be above 0 and at most 1, was " + exposure);
    }
  }

  /** One decision a day by a strategy of ours, at the market. */
  public SessionPolicy(
      boolean trades,
      String strategy,
      Symbol symbol,
      BigDecimal exposure,
      Duration entryCutoff,
      Duration fillPatience) {
    this(trades, strategy, symbol, exposure, entryCutoff, fillPatience, null, null);
  }

  /** How it executes; the default where nothing was said. */
  public ExecutionPolicy executing() {
    return execution == null ? ExecutionPolicy.DEFAULT : execution;
  }

  /** The same, executed otherwise. */
  public SessionPolicy executed(
      BigDecimal size, Duration patience, @Nullable ExecutionPolicy otherwise) {
    return new SessionPolicy(
        trades, strategy, symbol, size, entryCutoff, patience, strategyQueue, otherwise);
  }
}
