package io.tripline.workflows.killswitch;

import java.time.Instant;
import java.util.List;

/**
 * A verdict with every check behind it.
 *
 * @param lossFraction the loss as seen when judged, as plain decimal; empty when unknown
 * @param marketAt market time; wall time where the broker's clock could not be read
 */
public record LossJudgement(
    LossVerdict verdict,
    List<VerdictCheck> checks,
    String lossFraction,
    Instant marketAt,
    String summary) {}
