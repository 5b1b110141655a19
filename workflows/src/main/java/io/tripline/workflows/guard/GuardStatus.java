package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.killswitch.Ladder;
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
    int refusalsToday) {}
