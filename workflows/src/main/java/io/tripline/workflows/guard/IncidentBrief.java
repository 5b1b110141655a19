package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an incident is told when the guard declares it, or when a further alert joins it. */
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
    Instant marketAt) {}
