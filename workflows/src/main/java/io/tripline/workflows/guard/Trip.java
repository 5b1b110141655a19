package io.tripline.workflows.guard;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trip as the guard keeps it.
 *
 * @param byHand true when a person tripped it, or a person or a switch that only people reset
 *     joined it: it never resets by itself
 * @param further how many trips of which the incident is told have joined it
 */
public record Trip(
    KillSwitch killSwitch,
    TripLevel level,
    int epoch,
    String incident,
    TradingDay tradingDay,
    @Nullable Observation observation,
    String by,
    String reason,
    Instant at,
    @Nullable LossJudgement judgement,
    boolean byHand,
    int further) {
  /** The same trip with a verdict. */
  public Trip judged(LossJudgement verdict) {
    return new Trip(
        killSwitch,
        level,
        epoch,
        incident,
        tradingDay,
        observation,
        by,
        reason,
        at,
        verdict,
        byHand,
        further);
  }

  /**
   * The same trip joined by another one: the stricter level, and by hand if either was.
   *
   * @param told whether the incident hears of it
   */
  public Trip joined(TripLevel other, boolean hand, boolean told) {
    TripLevel stricter = other.compareTo(level) > 0 ? other : level;
    return new Trip(
        killSwitch,
        stricter,
        epoch,
        incident,
        tradingDay,
        observation,
        by,
        reason,
        at,
        judgement,
        byHand || hand,
        further + (told ? 1 : 0));
  }

  /** The same trip under another incident. */
  public Trip under(String other) {
    return new Trip(
        killSwitch,
        level,
        epoch,
        other,
        tradingDay,
        observation,
        by,
        reason,
        at,
        judgement,
        byHand,
        further);
  }
}
