package io.tripline.workflows.guard;

import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.SessionHours;

/**
 * A new trading day has opened, as the watch saw it: baselines roll here and only here.
 *
 * @param lastEquity the broker's equity at the previous close
 * @param openEquity equity at the first reading of the day
 * @param clean true when that reading was valid and within every limit
 */
public record DayRolled(
    SessionHours session, Money lastEquity, Money openEquity, boolean clean, MarketClock clock) {}
