package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.PermitRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The guard's state as people and procedures see it.
 *
 * @param trip what tripped last; null when nothing has
 * @param incidents ids of the incidents that are not resolved
 * @param lastFlatten the last word of {@code Flatten}
 * @param slippage what fills cost; null from an older guard
 * @param switches what each switch read last; null from an older guard
 * @param blocks what blocks entries without a halt; null from an older guard
 * @param limits what the file says and what people changed; {@code policy} has what holds
 * @param arming what is set at the broker; null from an older guard
 */
public record GuardStatus(
    AccountPolicy policy,
    Ladder ladder,
    boolean isHalted,
    int epoch,
    @Nullable String tradingDay,
    @Nullable String why,
    @Nullable Trip trip,
    List<String> incidents,
    List<PermitRef> unsettled,
    boolean suspected,
    @Nullable String session,
    @Nullable FlattenNotice lastFlatten,
    @Nullable Baselines baselines,
    @Nullable MarketClock clock,
    int permitsToday,
    int refusalsToday,
    @Nullable SlippageView slippage,
    @Nullable LimitsInForce limits,
    @Nullable List<SwitchState> switches,
    @Nullable List<Block> blocks,
    @Nullable ArmingState arming) {
  /** Of a guard that says nothing of slippage and of changed limits. */
  public GuardStatus(
      AccountPolicy policy,
      Ladder ladder,
      boolean isHalted,
      int epoch,
      @Nullable String tradingDay,
      @Nullable String why,
      @Nullable Trip trip,
      List<String> incidents,
      List<PermitRef> unsettled,
      boolean suspected,
      @Nullable String session,
      @Nullable FlattenNotice lastFlatten,
      @Nullable Baselines baselines,
      @Nullable MarketClock clock,
      int permitsToday,
      int refusalsToday) {
    this(
        policy,
        ladder,
        isHalted,
        epoch,
        tradingDay,
        why,
        trip,
        incidents,
        unsettled,
        suspected,
        session,
        lastFlatten,
        baselines,
        clock,
        permitsToday,
        refusalsToday,
        null,
        null);
  }

  /** Of a guard that says nothing of its switches. */
  public GuardStatus(
      AccountPolicy policy,
      Ladder ladder,
      boolean isHalted,
      int epoch,
      @Nullable String tradingDay,
      @Nullable String why,
      @Nullable Trip trip,
      List<String> incidents,
      List<PermitRef> unsettled,
      boolean suspected,
      @Nullable String session,
      @Nullable FlattenNotice lastFlatten,
      @Nullable Baselines baselines,
      @Nullable MarketClock clock,
      int permitsToday,
      int refusalsToday,
      @Nullable SlippageView slippage,
      @Nullable LimitsInForce limits) {
    this(
        policy,
        ladder,
        isHalted,
        epoch,
        tradingDay,
        why,
        trip,
        incidents,
        unsettled,
        suspected,
        session,
        lastFlatten,
        baselines,
        clock,
        permitsToday,
        refusalsToday,
        slippage,
        limits,
        null,
        null,
        null);
  }
}
