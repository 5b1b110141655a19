package io.tripline.activities.guard;

import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.Baselines;
import io.tripline.workflows.guard.DayRolled;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.DailyLossSwitch;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the guard of a new trading day at its first valid reading, and of a clean reading while the
 * guard waits for one. For one thread.
 */
final class DayBell {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final GuardLine guard;
  private @Nullable TradingDay told;
  private @Nullable Instant toldAt;

  DayBell(GuardLine guard) {
    this.guard = guard;
  }

  void ring(DailyLoss loss, SessionHours session, WatchPlan plan, DailyLossSwitch.Moment moment) {
    boolean clean = loss.fraction().compareTo(moment.limits().soft()) < 0;
    boolean newDay = isNew(session.day(), plan.baselines());
    boolean wanted = plan.needsCleanReading() && clean;
    boolean due = Due.again(toldAt, AGAIN, moment.at());
    if (!newDay && !(wanted && due)) {
      return;
    }
    MarketClock clock = loss.clock();
    if (guard.dayRolled(
        new DayRolled(
            session,
            loss.view().account().lastEquity(),
            loss.view().account().equity(),
            clean,
            clock,
            loss.view().account().intradayAdjustments()))) {
      told = session.day();
      toldAt = moment.at();
    }
  }

  private boolean isNew(TradingDay day, @Nullable Baselines baselines) {
    TradingDay before = told;
    if (before != null) {
      return before.compareTo(day) < 0;
    }
    return baselines == null || baselines.day().compareTo(day) < 0;
  }
}
