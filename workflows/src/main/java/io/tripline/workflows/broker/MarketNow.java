package io.tripline.workflows.broker;

/** Clock and calendar, read together; the calendar spans at least ten days each way. */
public record MarketNow(MarketClock clock, MarketCalendar calendar) {}
