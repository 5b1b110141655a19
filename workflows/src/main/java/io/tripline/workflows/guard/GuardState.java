package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fills.FillWindow;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.slippage.SlippageWindow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the guard carries through continue-as-new.
 *
 * @param firstRun first run id of the guard: the prefix of permit ids, so that ids are spent for
 *     good
 * @param verified false until the journal was read and one clean reading was taken
 * @param softDay trading day of a soft daily-loss trip that still blocks entries
 * @param probationDay trading day on which a reset led to probation
 * @param flattening true while an asked flatten has not ended
 * @param flattenRequests how many were ever asked by this guard
 * @param openIncidents ids of incidents that are not resolved, with their cause
 * @param incidentNumbers the last number per {@code <cause>-<tradingDay>}
 * @param answered answers to permit requests of this trading day, by request id
 * @param trips answers to trips of this and the last epoch, by request id
 * @param orders permitted today, for the caps; absent in a state of an older worker
 * @param slippage the last fills; absent in a state of an older worker
 * @param limits the file's limits and people's changes; absent in a state of an older worker
 * @param lastReset absent in a state of an older worker
 * @param fills how the last orders were filled; absent in a state of an older worker
 * @param cases declared incidents; absent in a state of an older worker
 * @param switches blocks, marks and readings; absent in a state of an older worker
 * @param arming what is set at the broker; absent in a state of an older worker
 * @param rules the versions that the next run begins with, known before its first message is
 *     handled; absent in a state of an older worker
 * @param endedIncidents the last that ended; absent in a state of an older worker
 */
public record GuardState(
    AccountPolicy policy,
    String firstRun,
    Ladder ladder,
    boolean verified,
    boolean suspected,
    int epoch,
    int lastPermit,
    @Nullable TradingDay day,
    @Nullable TradingDay softDay,
    @Nullable TradingDay probationDay,
    @Nullable Trip trip,
    @Nullable Baselines baselines,
    @Nullable BigDecimal acceptedLoss,
    boolean flattening,
    int flattenRequests,
    @Nullable FlattenNotice lastFlatten,
    @Nullable String session,
    @Nullable MarketClock clock,
    List<Permit> unsettled,
    Map<String, String> openIncidents,
    Map<String, Integer> incidentNumbers,
    Map<String, PermitAnswer> answered,
    Map<String, TripAnswer> trips,
    int permitsToday,
    int refusalsToday,
    @Nullable List<OrderCaps.Counted> orders,
    @Nullable SlippageWindow slippage,
    @Nullable LimitsInForce limits,
    @Nullable DoneReset lastReset,
    @Nullable FillWindow fills,
    @Nullable CaseMemory cases,
    @Nullable SwitchMemory switches,
    @Nullable ArmingState arming,
    @Nullable Map<String, Integer> rules,
    @Nullable List<String> endedIncidents) {
  /** A reset that was carried out: the same request again gets the same answer. */
  public record DoneReset(String requestId, ResetAnswer answer) {}
}
