package io.tripline.workflows.guard;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entries are refused by a switch that halts nothing.
 *
 * @param since wall time
 * @param day the trading day on which it began
 * @param sessions trading days that have begun since
 * @param incident opened for it; null where the switch opens none
 */
public record Block(
    KillSwitch killSwitch,
    Observation seen,
    Instant since,
    TradingDay day,
    int sessions,
    @Nullable String incident) {
  Block dayRolled() {
    return new Block(killSwitch, seen, since, day, sessions + 1, incident);
  }

  /** Why, in one line for people. */
  public String sentence() {
    return "%s %s: %s".formatted(killSwitch, killSwitch.title(), seen.reading());
  }
}
