package io.tripline.workflows.guard;

import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.SessionHours;
import org.jspecify.annotations.Nullable;

/**
 * A new trading day has opened, as the watch saw it: baselines roll here and only here.
 *
 * @param lastEquity the broker's equity at the previous close
 * @param openEquity equity at the first reading of the day
 * @param clean true when that reading was valid and within every limit
 * @param flows deposits less withdrawals of the day so far; null from a watch of old
 */
public record DayRolled(
    SessionHours session,
    Money lastEquity,
    Money openEquity,
    boolean clean,
    MarketClock clock,
    @Nullable Money flows) {
  /** Without deposits and withdrawals. */
  public DayRolled(
      SessionHours session, Money lastEquity, Money openEquity, boolean clean, MarketClock clock) {
    this(session, lastEquity, openEquity, clean, clock, null);
  }
}
