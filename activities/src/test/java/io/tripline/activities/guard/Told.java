package io.tripline.activities.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.ArmingPlan;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.DayRolled;
import io.tripline.workflows.guard.Suspicion;
import io.tripline.workflows.guard.SwitchTable;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.market.ClockMoved;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the watch told its guard, and the plan that it is given. */
final class Told {
  final List<TripRequest> trips = new CopyOnWriteArrayList<>();
  final List<Suspicion> suspicions = new CopyOnWriteArrayList<>();
  final List<DayRolled> days = new CopyOnWriteArrayList<>();
  final List<ClockMoved> clocks = new CopyOnWriteArrayList<>();
  final List<SwitchTable> tables = new CopyOnWriteArrayList<>();
  final List<FlagsReading> flags = new CopyOnWriteArrayList<>();
  final List<Assessment> assessments = new CopyOnWriteArrayList<>();
  volatile WatchPlan plan;
  volatile @Nullable Instant tripAt;

  Told(AccountPolicy policy) {
    plan = plan(policy, 1, Ladder.ACTIVE, false, true);
  }

  static WatchPlan plan(
      AccountPolicy policy, int epoch, Ladder ladder, boolean tripped, boolean needsClean) {
    return new WatchPlan(
        policy,
        epoch,
        ladder,
        null,
        BigDecimal.ONE,
        null,
        tripped,
        false,
        tripped,
        false,
        List.of(),
        false,
        needsClean);
  }

  static WatchPlan armed(WatchPlan p, ArmingPlan arming) {
    return new WatchPlan(
        p.policy(),
        p.epoch(),
        p.ladder(),
        p.acceptedLoss(),
        p.limitFactor(),
        p.baselines(),
        p.trippedHard(),
        p.trippedSoft(),
        p.reflexWanted(),
        p.flattening(),
        p.unsettled(),
        p.handOver(),
        p.needsCleanReading(),
        p.switches(),
        arming);
  }

  void handOver() {
    WatchPlan p = plan;
    plan =
        new WatchPlan(
            p.policy(),
            p.epoch(),
            p.ladder(),
            p.acceptedLoss(),
            p.limitFactor(),
            p.baselines(),
            p.trippedHard(),
            p.trippedSoft(),
            p.reflexWanted(),
            p.flattening(),
            p.unsettled(),
            true,
            p.needsCleanReading());
  }
}
