package io.tripline.activities.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.SwitchPlan;
import io.tripline.workflows.guard.SwitchTable;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.WorkerMark;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the guard what every switch reads: at once where a block should begin or end, soon where a
 * check has changed, and not at all while nothing has. Each message costs the guard history. For
 * one thread.
 */
final class SwitchReport {
  /** A block that the guard does not have yet, or has still; its plan is some seconds old. */
  private static final Duration AGAIN = Duration.ofSeconds(12);

  /** A check that comes and goes must not fill the guard's history. */
  private static final Duration CHANGED = Duration.ofSeconds(30);

  /** A new high is told from a quarter of a percent on. */
  private static final BigDecimal STEP = new BigDecimal("1.0025");

  private final GuardLine guard;
  private final SwitchLog log;
  private final InstantSource clock;
  private final Map<KillSwitch, Check> told = new EnumMap<>(KillSwitch.class);
  private @Nullable Instant toldAt;
  private @Nullable PositionAnchor anchor;
  private @Nullable TradingDay day;
  private @Nullable Money equity;
  private Money flows = Money.ZERO;
  private int epoch = -1;
  private @Nullable TradingDay toldDay;
  private @Nullable Money toldEquity;
  private @Nullable Money toldFlows;

  SwitchReport(GuardLine guard, SwitchLog log, InstantSource clock) {
    this.guard = guard;
    this.log = log;
    this.clock = clock;
  }

  /** A moment to count positions from; told with the next message. */
  void anchored(PositionAnchor quiet) {
    anchor = quiet;
  }

  /**
   * The confirmed equity of a reading in regular hours.
   *
   * @param halts the halt epoch of it
   * @param confirmed null: not confirmed yet
   */
  void equity(int halts, TradingDay of, @Nullable Money confirmed, Money flowsOfTheDay) {
    began(halts);
    if (confirmed == null) {
      return;
    }
    Money before = equity;
    // Both in the money without the day's deposits.
    equity =
        before != null
                && of.equals(day)
                && confirmed.minus(flowsOfTheDay).compareTo(before.minus(flows)) <= 0
            ? before.minus(flows).plus(flowsOfTheDay)
            : confirmed;
    day = of;
    flows = flowsOfTheDay;
  }

  /** A halt was lifted: what was reached before it is no mark of what comes now. */
  private void began(int now) {
    if (now != epoch) {
      epoch = now;
      equity = null;
      toldEquity = null;
    }
  }

  /** Tells where there is something to tell. */
  void tell(
      List<SwitchReading> readings,
      SwitchPlan plan,
      @Nullable String accountId,
      WorkerMark mark,
      AccountPolicy policy) {
    log.take(readings, policy.configurationHash());
    Instant now = clock.instant();
    boolean blocks = !wanted(readings, plan).equals(standing(plan));
    boolean changed =
        readings.stream()
            .anyMatch(each -> told.get(each.killSwitch()) != each.observation().check());
    boolean news = changed || risen() || (plan.accountId() == null && accountId != null);
    Instant last = toldAt;
    boolean due =
        last == null
            || ((blocks || anchor != null) && Due.again(last, AGAIN, now))
            || (news && Due.again(last, CHANGED, now));
    if (!due) {
      return;
    }
    toldAt = now;
    SwitchTable table =
        new SwitchTable(
            readings, accountId, day, equity, day == null ? null : flows, anchor, mark, epoch);
    if (guard.switches("switches-" + now.toEpochMilli(), table)) {
      readings.forEach(each -> told.put(each.killSwitch(), each.observation().check()));
      anchor = null;
      toldDay = day;
      toldEquity = equity;
      toldFlows = flows;
    }
  }

  private boolean risen() {
    Money now = equity;
    if (now == null) {
      return false;
    }
    Money before = toldEquity;
    return before == null
        || !Objects.equals(day, toldDay)
        || !flows.equals(toldFlows)
        || now.amount().compareTo(before.amount().multiply(STEP)) >= 0;
  }

  private static Set<KillSwitch> wanted(List<SwitchReading> readings, SwitchPlan plan) {
    Set<KillSwitch> wanted = EnumSet.noneOf(KillSwitch.class);
    wanted.addAll(plan.blocking());
    for (SwitchReading each : readings) {
      boolean ended = each.wish() != Wish.BLOCK;
      switch (each.killSwitch()) {
        case K5, K16, K19 -> {
          if (ended || plan.accepted(each.observation())) {
            wanted.remove(each.killSwitch());
          } else {
            wanted.add(each.killSwitch());
          }
        }
        case K15, K18 -> {
          // The guard ends these, and knows what it has paused for.
          if (!ended && !plan.accepted(each.observation())) {
            wanted.add(each.killSwitch());
          }
        }
        case K1, K1S, K2, K3, K4, K6, K7, K8, K9, K10, K11, K12, K13, K14, K17 -> {
          // They halt, or are told in another way.
        }
      }
    }
    return wanted;
  }

  private static Set<KillSwitch> standing(SwitchPlan plan) {
    Set<KillSwitch> standing = EnumSet.noneOf(KillSwitch.class);
    standing.addAll(plan.blocking());
    return standing;
  }
}
