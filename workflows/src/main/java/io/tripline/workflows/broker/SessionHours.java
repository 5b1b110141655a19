package io.tripline.workflows.broker;

import java.time.Instant;

/** The regular session of one trading day; half days have an early close. */
public record SessionHours(TradingDay day, Instant open, Instant close) {}
