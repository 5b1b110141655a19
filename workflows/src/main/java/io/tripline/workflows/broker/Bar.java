package io.tripline.workflows.broker;

import java.time.Instant;

/** One price bar; {@code at} is its start. */
public record Bar(
    Symbol symbol, Instant at, Price open, Price high, Price low, Price close, long volume) {}
