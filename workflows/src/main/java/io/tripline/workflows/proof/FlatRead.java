package io.tripline.workflows.proof;

import java.time.Instant;

/**
 * One of the agreeing reads of a proof: what the broker showed in scope, at wall time {@code at}.
 */
public record FlatRead(Instant at, int positions, int openOrders) {}
