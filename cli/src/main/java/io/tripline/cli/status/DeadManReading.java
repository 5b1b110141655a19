package io.tripline.cli.status;

import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.SwitchState;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.liveness.Standstill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * K14 as a terminal can judge it, which a guard can't of itself: by the age of the last reading on
 * record while a session is due. The dead-man's own verdict is an incident, and goes first. Pure.
 *
 * @param age of the last reading on record; null: there is none, or it is not known
 * @param marketOpen null where the broker did not say: then a session may be due
 */
record DeadManReading(@Nullable Duration age, @Nullable Boolean marketOpen, Instant now) {
  /** The guard's table with K14 judged here; null from an older guard. */
  @Nullable List<SwitchState> in(GuardStatus guard) {
    List<SwitchState> states = guard.switches();
    return states == null
        ? null
        : states.stream()
            .map(each -> undecided(each.seen()) ? judged(each, guard.session() != null) : each)
            .toList();
  }

  private static boolean undecided(Observation seen) {
    return seen.killSwitch() == KillSwitch.K14 && seen.check() == Check.UNKNOWN;
  }

  private SwitchState judged(SwitchState told, boolean session) {
    Duration allowed = Standstill.allowed(Standstill.WRITTEN_EACH);
    boolean due = session || !Boolean.FALSE.equals(marketOpen);
    Duration last = age;
    Check check =
        !due
            ? Check.PASS
            : last == null ? Check.UNKNOWN : last.compareTo(allowed) > 0 ? Check.FAIL : Check.PASS;
    String reading =
        last == null ? "no reading on record" : "last reading " + SystemSight.words(last) + " ago";
    Observation seen =
        new Observation(
            KillSwitch.K14,
            check,
            due ? reading : "no session is due; " + reading,
            "a reading on record each " + allowed.toSeconds() + " s while a session is due",
            Map.of(),
            told.seen().marketAt(),
            now);
    return new SwitchState(seen, last == null ? now : now.minus(last));
  }
}
