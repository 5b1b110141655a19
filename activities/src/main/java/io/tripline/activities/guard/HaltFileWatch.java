package io.tripline.activities.guard;

import io.tripline.activities.guard.HaltFile.Look;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The manual switch by file or environment: trips at the level that it says, again where it asks
 * for more, and stands as a failed reading until it is gone. For one thread.
 */
final class HaltFileWatch {
  private static final String LIMIT =
      "no file " + HaltFile.NAME + " in the data directory, no " + HaltFile.VARIABLE;

  private final HaltFile file;
  private final BreachDesk breaches;
  private final InstantSource clock;
  private @Nullable Observation read;
  private boolean suspected;
  private int epoch = -1;
  private @Nullable TripLevel asked;

  HaltFileWatch(HaltFile file, BreachDesk breaches, InstantSource clock) {
    this.file = file;
    this.breaches = breaches;
    this.clock = clock;
  }

  /**
   * Looks, trips, and tells of doubts.
   *
   * @param marketAt market time, or wall time where it is not known
   */
  void look(WatchPlan plan, Instant marketAt) {
    Look look = file.look();
    Observation seen = observation(look, plan, marketAt);
    read = seen;
    if (look instanceof Look.Present present && isMore(present.level(), plan)) {
      // Before anything else is told: the reflex of it waits for no guard.
      breaches.trip(
          new Tripping.ByHand(
              present.level(), present.source().title(), reason(present), seen, present.mark()),
          plan);
      epoch = plan.epoch();
      asked = present.level();
    }
    if (look instanceof Look.Absent) {
      // Whoever puts it back asks anew.
      asked = null;
    }
    if (seen.check() != Check.PASS && !suspected) {
      suspected = true;
      breaches.suspect(seen);
    } else if (seen.check() == Check.PASS && suspected) {
      suspected = false;
      breaches.lift(seen);
    }
  }

  /** What the manual switch reads by the file, where that is worse than what it reads else. */
  Optional<Observation> worseThan(List<Observation> others) {
    Observation seen = read;
    if (seen == null) {
      return Optional.empty();
    }
    return switch (seen.check()) {
      case PASS -> Optional.empty();
      case FAIL -> Optional.of(seen);
      case UNKNOWN ->
          others.stream()
                  .anyMatch(
                      other -> other.killSwitch() == KillSwitch.K13 && other.check() == Check.FAIL)
              ? Optional.empty()
              : Optional.of(seen);
    };
  }

  private boolean isMore(TripLevel level, WatchPlan plan) {
    TripLevel before = asked;
    return before == null || plan.epoch() != epoch || level.compareTo(before) > 0;
  }

  private String reason(Look.Present present) {
    String level = present.level().name().toLowerCase(Locale.ROOT);
    String source =
        switch (present.source()) {
          case FILE -> "the file " + file.path();
          case ENVIRONMENT -> "the environment variable " + HaltFile.VARIABLE;
        };
    return source
        + (present.words().isEmpty()
            ? " is there: " + level
            : present.words().equalsIgnoreCase(level)
                ? " asks for " + level
                : " says \"" + present.words() + "\", which is taken for " + level);
  }

  private Observation observation(Look look, WatchPlan plan, Instant marketAt) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put(Observation.HALT_FILE, file.path().toString());
    inputs.putAll(breaches.facts(plan));
    return new Observation(
        KillSwitch.K13,
        switch (look) {
          case Look.Absent absent -> Check.PASS;
          case Look.Present present -> Check.FAIL;
          case Look.Unknown unknown -> Check.UNKNOWN;
        },
        switch (look) {
          case Look.Absent absent -> LIMIT;
          case Look.Present present -> reason(present);
          case Look.Unknown unknown -> "file " + HaltFile.NAME + " unknown: " + unknown.why();
        },
        LIMIT,
        inputs,
        marketAt,
        clock.instant());
  }
}
