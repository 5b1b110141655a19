package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.ArmingPlan;
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
 * @param switches what the other switches must know; null from a guard of an older worker
 * @param arming what the guard has set at the broker; nothing from an older guard
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
    boolean needsCleanReading,
    @Nullable SwitchPlan switches,
    ArmingPlan arming) {
  /** Reads the plan of an older guard. */
  @SuppressWarnings("NullAway")
  public WatchPlan {
    arming = arming == null ? ArmingPlan.NONE : arming;
  }

  /** Of a guard that says nothing of the other switches, with nothing set at the broker. */
  public WatchPlan(
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
      boolean needsCleanReading) {
    this(
        policy,
        epoch,
        ladder,
        acceptedLoss,
        limitFactor,
        baselines,
        trippedHard,
        trippedSoft,
        reflexWanted,
        flattening,
        unsettled,
        handOver,
        needsCleanReading,
        null,
        ArmingPlan.NONE);
  }
}
