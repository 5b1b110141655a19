package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Suspicion;
import io.tripline.workflows.guard.Trip;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudge;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the watch does about a breach: suspicion, reflex, trip, and later verdicts. For one thread.
 */
final class BreachDesk {
  private static final Logger LOG = LoggerFactory.getLogger(BreachDesk.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int SAME_ID = 3;
  private static final BigDecimal FOUR = new BigDecimal("4");

  private final AlpacaAccounts accounts;
  private final AccountName account;
  private final GuardLine guard;
  private final Pulse pulse;
  private final WatchPace pace;
  private final InstantSource clock;
  private final Reflex reflex;
  private List<Position> positions = List.of();
  private @Nullable Suspicion untold;
  private int hardEpoch = -1;
  private String softId = "";
  private int reflexEpoch = -1;
  private boolean reflexPending;
  private boolean permitsWereOpen;
  private @Nullable Observation tripped;
  private @Nullable BigDecimal judgedLoss;
  private @Nullable Instant judgedAt;

  BreachDesk(
      AlpacaAccounts accounts,
      AccountName account,
      GuardLine guard,
      Pulse pulse,
      WatchPace pace,
      InstantSource clock) {
    this.accounts = accounts;
    this.account = account;
    this.guard = guard;
    this.pulse = pulse;
    this.pace = pace;
    this.clock = clock;
    this.reflex = new Reflex(accounts.http(account));
  }

  void seen(AccountView view) {
    positions = view.positions();
  }

  /** True once this run has told the guard of a hard breach in that epoch. */
  boolean hardSent(int epoch) {
    return hardEpoch == epoch;
  }

  boolean softSent(WatchPlan plan) {
    return softId.equals(softTripId(plan));
  }

  void suspect(Observation observation) {
    untold = new Suspicion(true, observation);
    tellSuspicion();
  }

  void lift(Observation observation) {
    untold = new Suspicion(false, observation);
    tellSuspicion();
  }

  private void tellSuspicion() {
    Suspicion suspicion = untold;
    if (suspicion != null
        && guard.suspect(
            "suspect-" + suspicion.suspected() + "-" + suspicion.observation().at().toEpochMilli(),
            suspicion)) {
      untold = null;
    }
    pulse.progress();
  }

  /** First the reflex, then the latch: the cancel does not wait for a workflow. */
  void trip(SwitchStep.Trip trip, WatchPlan plan) {
    boolean hard = trip.killSwitch() == KillSwitch.K1;
    if (hard && !plan.trippedHard() && reflexEpoch != plan.epoch()) {
      reflexEpoch = plan.epoch();
      reflexPending = !reflex.cancelWhatRaisesExposure(plan.policy().scope(), positions);
      pulse.progress();
    }
    String id = hard ? "trip-K1-" + plan.epoch() : softTripId(plan);
    Observation seen = trip.observation();
    TripRequest request =
        new TripRequest(
            account,
            id,
            trip.killSwitch(),
            hard ? TripLevel.FLATTEN : TripLevel.STOP,
            seen,
            "watch",
            "%s %s, limit %s".formatted(trip.killSwitch().title(), seen.reading(), seen.limit()),
            null);
    TripAnswer answer = send(request);
    if (hard) {
      hardEpoch = plan.epoch();
      tripped = seen;
      judgedLoss = lossOf(seen);
      judgedAt = clock.instant();
    } else {
      softId = id;
    }
    LOG.error(
        "KILL SWITCH TRIGGERED switch={} reading={} limit={} incident={}",
        trip.killSwitch(),
        seen.reading(),
        seen.limit(),
        answer.incident());
  }

  /**
   * The same request until it is answered: a repeat is harmless, a lost trip is not. A failed
   * Update keeps its failure under its id for good, so later tries take another update id; the
   * guard knows the request by its own.
   */
  private TripAnswer send(TripRequest request) {
    for (int attempt = 1; ; attempt++) {
      String updateId = request.requestId() + (attempt <= SAME_ID ? "" : "-" + attempt);
      Optional<TripAnswer> answer = guard.trip(updateId, request);
      pulse.progress();
      if (answer.isPresent()) {
        return answer.get();
      }
      LOG.atError()
          .addKeyValue("request", request.requestId())
          .log("kill switch confirmed, but the guard has not latched yet; trying again");
      pulse.sleep(BETWEEN_TRIES);
    }
  }

  /** What could not be done before, and the orders of permits that arrived after the reflex. */
  void unfinished(WatchPlan plan) {
    if (untold != null) {
      tellSuspicion();
    }
    boolean permitsOpen = !plan.unsettled().isEmpty();
    boolean settledNow = permitsWereOpen && !permitsOpen;
    permitsWereOpen = permitsOpen;
    if (plan.trippedHard() && !plan.flattening() && (reflexPending || settledNow)) {
      reflexPending = !reflex.cancelWhatRaisesExposure(plan.policy().scope(), positions);
      pulse.progress();
    }
  }

  /** Judges a standing breach again, and tells a changed verdict or a much deeper loss. */
  void keepJudging(DailyLoss loss, WatchPlan plan) {
    Observation seen = tripped;
    BigDecimal before = judgedLoss;
    Instant last = judgedAt;
    if (seen == null
        || last == null
        || !hardSent(plan.epoch())
        || !plan.trippedHard()
        || plan.flattening()
        || !holds(plan)) {
      return;
    }
    BigDecimal step = plan.policy().limits().dailyLoss().divide(FOUR, 8, RoundingMode.HALF_UP);
    boolean deeper = before == null || loss.fraction().compareTo(before.add(step)) >= 0;
    Instant now = clock.instant();
    if (!deeper && now.isBefore(last.plus(pace.judge()))) {
      return;
    }
    judgedAt = now;
    LossJudgement judgement =
        LossJudge.judge(
            new LossEvidenceGatherer(accounts, clock, pulse::sleep)
                .gather(
                    plan.policy(),
                    seen,
                    AlpacaLossInquiry.limitOf(seen, plan.policy().limits()),
                    now.plus(plan.policy().limits().verdictWithin())));
    pulse.progress();
    Optional<LossVerdict> known =
        guard.status().map(GuardStatus::trip).map(Trip::judgement).map(LossJudgement::verdict);
    // No verdict yet means that the guard's own inquiry is still under way: it goes first.
    boolean changed = known.isPresent() && known.get() != judgement.verdict();
    if ((deeper || changed)
        && guard.assess(
            "assess-K1-" + plan.epoch() + "-" + now.toEpochMilli(),
            new Assessment(plan.epoch(), judgement))) {
      judgedLoss = loss.fraction();
    }
  }

  private boolean holds(WatchPlan plan) {
    return positions.stream()
        .anyMatch(p -> p.quantity().signum() != 0 && plan.policy().scope().contains(p.symbol()));
  }

  private static String softTripId(WatchPlan plan) {
    // The soft limit trips once a day, and days roll without a new epoch.
    return "trip-K1S-"
        + plan.epoch()
        + (plan.baselines() == null ? "" : "-" + plan.baselines().day());
  }

  private static @Nullable BigDecimal lossOf(Observation seen) {
    String text = seen.inputs().get("lossFraction");
    return text == null ? null : new BigDecimal(text);
  }
}
