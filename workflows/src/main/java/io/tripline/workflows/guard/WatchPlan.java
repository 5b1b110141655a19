package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.proof.PermitRef;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the watch must know; it asks at its start, each 10 s and right before it acts.
 *
 * @param acceptedLoss the loss fraction that an early reset accepted until the day rolls; null:
 *     none
 * @param limitFactor 0.5 in probation, else 1
 * @param handOver true: close up and return, the guard is about to continue as new
 * @param reflexWanted true while a halt stands whose trip cancels what could raise exposure
 * @param needsCleanReading true: the guard waits for {@link AccountGuard#dayRolled} to leave its
 *     initial halt
 */
public record WatchPlan(
    AccountPolicy policy,
    int epoch,
    Ladder ladder,
    @Nullable BigDecimal acceptedLoss,
    BigDecimal limitFactor,
    @Nullable Baselines baselines,
    boolean trippedHard,
    boolean trippedSoft,
    boolean reflexWanted,
    boolean flattening,
    List<PermitRef> unsettled,
    boolean handOver,
    boolean needsCleanReading) {}
