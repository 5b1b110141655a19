package io.tripline.cli.drill;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a drill is run; {@code chaos}: what is killed at random instants, if anything. */
record DrillOptions(
    boolean manual, boolean earlyReset, boolean keep, List<Kill> kills, @Nullable ChaosPlan chaos) {
  DrillOptions(boolean manual, boolean earlyReset, boolean keep, List<Kill> kills) {
    this(manual, earlyReset, keep, kills, null);
  }

  /** A system that is being killed needs more time for the same. */
  Duration patience(Duration undisturbed) {
    return chaos == null ? undisturbed : undisturbed.multipliedBy(4);
  }
}
