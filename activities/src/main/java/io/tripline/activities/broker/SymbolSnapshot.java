package io.tripline.activities.broker;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the data host knows of a symbol at one moment; parts that it left out are null. */
public record SymbolSnapshot(
    Symbol symbol,
    @Nullable Price lastTrade,
    @Nullable Instant lastTradeAt,
    @Nullable Quote quote,
    @Nullable Bar minuteBar,
    @Nullable Bar dailyBar,
    @Nullable Bar previousDailyBar) {}
