package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an incident is told when the guard declares it, or when a further alert joins it.
 *
 * @param further how many trips had joined the halt by then; missing from an older worker
 */
public record IncidentBrief(
    IncidentId id,
    AccountPolicy policy,
    KillSwitch killSwitch,
    TripLevel level,
    int epoch,
    TradingDay tradingDay,
    @Nullable Observation observation,
    String by,
    String reason,
    Instant detectedAt,
    Instant marketAt,
    @Nullable Integer further) {
  /** The same halt after another trip: the stricter level, and the later count. */
  public IncidentBrief joinedBy(IncidentBrief told) {
    Integer later = told.further();
    boolean counts = later != null && (further == null || later > further);
    return new IncidentBrief(
        id,
        policy,
        killSwitch,
        told.level().compareTo(level) > 0 ? told.level() : level,
        epoch,
        tradingDay,
        observation,
        by,
        reason,
        detectedAt,
        marketAt,
        counts ? later : further);
  }
}
