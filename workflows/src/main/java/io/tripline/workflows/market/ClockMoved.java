package io.tripline.workflows.market;

import io.tripline.workflows.broker.MarketClock;

/** The broker's clock jumped or changed its rate; a reading, so that waits can be set anew. */
public record ClockMoved(MarketClock clock) {}
