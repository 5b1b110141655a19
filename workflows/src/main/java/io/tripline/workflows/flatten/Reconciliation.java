package io.tripline.workflows.flatten;

import java.time.Instant;

/**
 * What watching an escalated account brought.
 *
 * @param changed true as soon as the account looks other than it did at the escalation
 * @param fingerprint how it looks now
 */
public record Reconciliation(boolean changed, String fingerprint, Instant at) {}
