package io.tripline.activities.guard;

import io.tripline.workflows.guard.Suspicion;
import io.tripline.workflows.killswitch.AccountStateSwitch;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the guard that entries must be refused while at least one switch of the watch does not read
 * clean. Whoever watched before may have left a suspicion behind, so each switch must lift its own
 * once before the guard's is lifted. For one thread.
 */
final class Suspicions {
  private final GuardLine guard;
  private final Pulse pulse;
  private final Set<KillSwitch> standing;
  private @Nullable Suspicion untold;
  private @Nullable Suspicion last;
  private int epoch;

  /**
   * @param switches those that this watch feeds
   */
  Suspicions(GuardLine guard, Pulse pulse, Collection<KillSwitch> switches) {
    this.guard = guard;
    this.pulse = pulse;
    this.standing = EnumSet.copyOf(switches);
  }

  void suspect(Observation observation) {
    standing.add(feeder(observation));
    last = new Suspicion(true, observation);
    untold = last;
    tell();
  }

  /** A reset forgets what was suspected: what still stands is told again in the new epoch. */
  void epoch(int current) {
    boolean fresh = epoch != 0 && current != epoch;
    epoch = current;
    if (fresh && last != null && !standing.isEmpty()) {
      untold = last;
    }
  }

  void lift(Observation observation) {
    standing.remove(feeder(observation));
    if (standing.isEmpty()) {
      untold = new Suspicion(false, observation);
      tell();
    }
  }

  /** True while every switch reads clean. */
  boolean none() {
    return standing.isEmpty();
  }

  /** What the guard did not take before is told again. */
  void unfinished() {
    if (untold != null) {
      tell();
    }
  }

  private void tell() {
    Suspicion suspicion = untold;
    if (suspicion != null
        && guard.suspect(
            "suspect-"
                + suspicion.suspected()
                + "-"
                + suspicion.observation().at().toEpochMilli()
                + "-e"
                + epoch,
            suspicion)) {
      untold = null;
    }
    pulse.progress();
  }

  /** Some switches are read together: they are clean together. A file is read by itself. */
  private static KillSwitch feeder(Observation observation) {
    KillSwitch seen = observation.killSwitch();
    if (observation.inputs().containsKey(Observation.HALT_FILE)) {
      return KillSwitch.K13;
    }
    if (AccountStateSwitch.switches().contains(seen)) {
      return KillSwitch.K17;
    }
    return seen == KillSwitch.K1S ? KillSwitch.K1 : seen;
  }
}
