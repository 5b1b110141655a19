package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.proof.FlattenNotice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the guard carries through continue-as-new. */
public record GuardState(
    AccountPolicy policy,
    String firstRun,
    Ladder ladder,
    int epoch,
    int lastPermit,
    @Nullable TradingDay day,
    @Nullable Trip trip,
    @Nullable Baselines baselines,
    @Nullable BigDecimal acceptedLoss,
    @Nullable FlattenNotice lastFlatten,
    @Nullable String session,
    @Nullable MarketClock clock,
    List<Permit> unsettled,
    Map<String, String> openIncidents,
    Map<String, Integer> incidentNumbers,
    Map<String, PermitAnswer> answered,
    Map<String, TripAnswer> trips) {}
