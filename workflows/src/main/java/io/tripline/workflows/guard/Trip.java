package io.tripline.workflows.guard;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trip as the guard keeps it. */
public record Trip(
    KillSwitch killSwitch,
    TripLevel level,
    int epoch,
    String incident,
    TradingDay tradingDay,
    @Nullable Observation observation,
    String by,
    String reason,
    Instant at,
    @Nullable LossJudgement judgement) {}
