package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The daily-loss switch, fed with one reading after the other: suspicion at the first breach, a
 * trip once it is confirmed. An unknown reading clears nothing and never counts as clean. Outside
 * regular hours a breach only blocks entries, because thin marks lie (risk.md section 8.4). For one
 * thread.
 */
public final class DailyLossSwitch {
  /** Clean readings in a row that lift a suspicion. */
  public static final int CLEAN_TO_LIFT = 3;

  /** Unknown readings in a row after which entries are refused. */
  public static final int UNKNOWN_TO_SUSPECT = 3;

  /** Valid readings after the open before anything may trip. */
  public static final int READS_AFTER_OPEN = 3;

  private final Streak hard = new Streak();
  private final Streak soft = new Streak();
  private @Nullable TradingDay day;
  private int readsAfterOpen;
  private int clean;
  private int unknown;
  // Whoever watched before may have left a suspicion behind: the first clean readings lift it.
  private Suspicion suspicion = Suspicion.INHERITED;

  private enum Suspicion {
    NONE,
    INHERITED,
    STANDS
  }

  /**
   * What goes with a reading.
   *
   * @param regularHours whether the core session is open
   * @param hardStands true while the account is halted by a trip: no further one is wanted
   * @param softStands the same for the soft limit
   * @param marketAt market time of the reading, or of the last one known
   * @param at wall time
   */
  public record Moment(
      LossLimits limits,
      boolean regularHours,
      boolean hardStands,
      boolean softStands,
      Instant marketAt,
      Instant at) {}

  /** Takes a reading and says what follows from it, in order. */
  public List<SwitchStep> on(Reading<DailyLoss> reading, Moment moment) {
    return switch (reading) {
      case Reading.Seen<DailyLoss>(DailyLoss loss, Instant at) -> seen(loss, moment);
      case Reading.Unknown<DailyLoss> nothing -> unknown(nothing, moment);
    };
  }

  /** True while this switch wants entries refused. */
  public boolean suspects() {
    return suspicion == Suspicion.STANDS;
  }

  private List<SwitchStep> unknown(Reading.Unknown<DailyLoss> nothing, Moment moment) {
    clean = 0;
    unknown++;
    if (unknown < UNKNOWN_TO_SUSPECT || suspicion == Suspicion.STANDS) {
      return List.of();
    }
    suspicion = Suspicion.STANDS;
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("fault", nothing.fault().name());
    inputs.put("reason", nothing.reason());
    return List.of(
        new SwitchStep.Suspect(
            new Observation(
                KillSwitch.K1,
                Check.UNKNOWN,
                "unknown: " + nothing.reason(),
                LossLimits.percent(moment.limits().hard()),
                inputs,
                moment.marketAt(),
                moment.at())));
  }

  private List<SwitchStep> seen(DailyLoss loss, Moment moment) {
    unknown = 0;
    countAfterOpen(loss, moment);
    LossLimits limits = moment.limits();
    boolean softBreach = loss.fraction().compareTo(limits.soft()) >= 0;
    boolean hardBreach = loss.fraction().compareTo(limits.hard()) >= 0;
    if (!softBreach) {
      return clean(loss, moment);
    }
    clean = 0;
    List<SwitchStep> steps = new ArrayList<>();
    if (suspicion != Suspicion.STANDS) {
      suspicion = Suspicion.STANDS;
      steps.add(
          new SwitchStep.Suspect(
              observe(hardBreach ? KillSwitch.K1 : KillSwitch.K1S, Check.FAIL, loss, moment)));
    }
    if (!moment.regularHours()) {
      hard.clear();
      soft.clear();
      return steps;
    }
    soft.breach(moment.at());
    if (hardBreach) {
      hard.breach(moment.at());
    } else {
      hard.clear();
    }
    if (readsAfterOpen < READS_AFTER_OPEN) {
      return steps;
    }
    boolean instant = hardBreach && loss.fraction().compareTo(limits.instant()) >= 0;
    if (hardBreach) {
      if (!moment.hardStands()
          && (instant
              || hard.confirmed(limits.confirmReads(), limits.confirmSpan(), moment.at()))) {
        steps.add(
            new SwitchStep.Trip(
                KillSwitch.K1, observe(KillSwitch.K1, Check.FAIL, loss, moment), instant));
      }
    } else if (!moment.softStands()
        && !moment.hardStands()
        && soft.confirmed(limits.confirmReads(), Duration.ZERO, moment.at())) {
      steps.add(
          new SwitchStep.Trip(
              KillSwitch.K1S, observe(KillSwitch.K1S, Check.FAIL, loss, moment), false));
    }
    return steps;
  }

  private List<SwitchStep> clean(DailyLoss loss, Moment moment) {
    hard.clear();
    soft.clear();
    clean++;
    if (clean < CLEAN_TO_LIFT || suspicion == Suspicion.NONE) {
      return List.of();
    }
    suspicion = Suspicion.NONE;
    return List.of(new SwitchStep.Lift(observe(KillSwitch.K1, Check.PASS, loss, moment)));
  }

  private void countAfterOpen(DailyLoss loss, Moment moment) {
    if (!moment.regularHours() || !loss.tradingDay().equals(day)) {
      readsAfterOpen = 0;
      hard.clear();
      soft.clear();
    }
    day = loss.tradingDay();
    if (moment.regularHours()) {
      readsAfterOpen++;
    }
  }

  /** What a reading says of one limit, whatever follows from it. */
  public static Observation read(KillSwitch killSwitch, Reading<DailyLoss> reading, Moment moment) {
    return switch (reading) {
      case Reading.Seen<DailyLoss>(DailyLoss loss, Instant at) ->
          observe(
              killSwitch,
              loss.fraction().compareTo(moment.limits().of(killSwitch)) >= 0
                  ? Check.FAIL
                  : Check.PASS,
              loss,
              moment);
      case Reading.Unknown<DailyLoss>(var fault, String reason) ->
          new Observation(
              killSwitch,
              Check.UNKNOWN,
              "unknown: " + reason,
              LossLimits.percent(moment.limits().of(killSwitch)),
              Map.of("fault", fault.name()),
              moment.marketAt(),
              moment.at());
    };
  }

  /** A reading as it is kept and shown. */
  public static Observation observe(
      KillSwitch killSwitch, Check check, DailyLoss loss, Moment moment) {
    BigDecimal limit = moment.limits().of(killSwitch);
    return new Observation(
        killSwitch,
        check,
        LossLimits.percent(loss.fraction()),
        LossLimits.percent(limit),
        loss.inputs(),
        moment.marketAt(),
        moment.at());
  }

  /** Breaching readings with no clean one between them. */
  private static final class Streak {
    private int reads;
    private @Nullable Instant since;

    void breach(Instant at) {
      // A clock that was set back must not hold the trip up: the span begins anew.
      if (since == null || at.isBefore(since)) {
        since = at;
      }
      reads++;
    }

    void clear() {
      reads = 0;
      since = null;
    }

    boolean confirmed(int needed, Duration span, Instant at) {
      return reads >= needed && since != null && !at.isBefore(since.plus(span));
    }
  }
}
