package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Trip;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudge;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the watch does about breaches: suspicion, reflex, trip, and later verdicts on a loss. For
 * one thread.
 */
final class BreachDesk {
  private static final BigDecimal FOUR = new BigDecimal("4");

  private final AlpacaAccounts accounts;
  private final GuardLine guard;
  private final Pulse pulse;
  private final WatchPace pace;
  private final InstantSource clock;
  private final Suspicions suspicions;
  private final Tripping tripping;
  private List<Position> positions = List.of();
  private boolean seenAny;
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
    this.guard = guard;
    this.pulse = pulse;
    this.pace = pace;
    this.clock = clock;
    this.suspicions =
        new Suspicions(guard, pulse, List.of(KillSwitch.K1, KillSwitch.K3, KillSwitch.K17));
    this.tripping = new Tripping(account, accounts.http(account), guard, pulse);
  }

  void seen(AccountView view) {
    positions = view.positions();
    seenAny = true;
    tripping.seen(positions);
  }

  /** True once this run has told the guard of that switch in the plan's halt epoch. */
  boolean sent(KillSwitch killSwitch, WatchPlan plan) {
    return tripping.sent(killSwitch, plan);
  }

  void suspect(Observation observation) {
    suspicions.suspect(observation);
  }

  void lift(Observation observation) {
    suspicions.lift(observation);
  }

  /** True while every switch of the watch reads clean. */
  boolean unsuspected() {
    return suspicions.none();
  }

  /** What is held and on its way, for a trip after which nothing is closed. */
  Map<String, String> facts(WatchPlan plan) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (seenAny) {
      for (Position position : positions) {
        if (plan.policy().scope().contains(position.symbol())) {
          facts.put(Observation.HELD + position.symbol(), position.quantity().text());
        }
      }
      facts.put(Observation.UNSETTLED, String.valueOf(plan.unsettled().size()));
    }
    return facts;
  }

  void trip(SwitchStep.Trip trip, WatchPlan plan) {
    tripping.trip(trip, plan);
    if (trip.killSwitch() == KillSwitch.K1) {
      tripped = trip.observation();
      judgedLoss = lossOf(trip.observation());
      judgedAt = clock.instant();
    }
  }

  void trip(Tripping.ByHand word, WatchPlan plan) {
    tripping.trip(word, plan);
  }

  /** The account is locked flat, and holds something again. */
  void flatAgain(Observation seen, WatchPlan plan) {
    tripping.flatAgain(seen, plan);
  }

  /** What could not be done before. */
  void unfinished(WatchPlan plan) {
    suspicions.epoch(plan.epoch());
    suspicions.unfinished();
    tripping.unfinished(plan);
  }

  /** Judges a standing breach again, and tells a changed verdict or a much deeper loss. */
  void keepJudging(DailyLoss loss, WatchPlan plan) {
    Observation seen = tripped;
    BigDecimal before = judgedLoss;
    Instant last = judgedAt;
    if (seen == null
        || last == null
        || !sent(KillSwitch.K1, plan)
        || !plan.trippedHard()
        || plan.flattening()
        || !holds(plan)) {
      return;
    }
    BigDecimal step = plan.policy().limits().dailyLoss().divide(FOUR, 8, RoundingMode.HALF_UP);
    boolean deeper = before == null || loss.fraction().compareTo(before.add(step)) >= 0;
    Instant now = clock.instant();
    if (!deeper && !Due.again(last, pace.judge(), now)) {
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

  private static @Nullable BigDecimal lossOf(Observation seen) {
    String text = seen.inputs().get("lossFraction");
    return text == null ? null : new BigDecimal(text);
  }
}
