package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an incident is told that no kill switch opened: P0, P2 or P3. The first one begins it, each
 * further one of that cause joins and is counted. A trip is told by an {@link IncidentBrief}.
 *
 * @param severity what it deserves; higher than the incident's own regrades it
 * @param by who noticed: a person, or a part of the system
 * @param evidence figures in words, for timeline, journal and report; no secrets
 */
public record Alarm(
    IncidentId id,
    AccountPolicy policy,
    Severity severity,
    Cause cause,
    TradingDay tradingDay,
    String by,
    String reason,
    Instant detectedAt,
    Instant marketAt,
    Map<String, String> evidence) {
  /** Copies the evidence, in its order. */
  public Alarm {
    evidence =
        evidence == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }
}
