package io.tripline.workflows.account;

import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the session trades.
 *
 * @param trades false: watch and protect only
 * @param strategy name of the strategy
 * @param exposure fraction of equity to hold when long, above 0 and at most 1
 * @param entryCutoff no entry later than this before the close
 * @param fillPatience how long a market order may take before it is cancelled
 */
public record SessionPolicy(
    boolean trades,
    String strategy,
    Symbol symbol,
    BigDecimal exposure,
    Duration entryCutoff,
    Duration fillPatience) {
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
}
