package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Trips a switch; lenient, because people send it too ({@link AccountGuard#trip}).
 *
 * @param requestId {@code trip-<switch>-<epoch>} from the watch; same id = same trip
 * @param killSwitch absent: the manual one
 * @param level absent: the level of the switch ({@link KillSwitch#level})
 * @param observation the confirming reading; absent for a manual trip
 * @param by who asked: a person's name, or the watch
 * @param incident the incident that asked, where one exists already
 * @param declaredAt wall time at which a person declared it while nobody could take it; absent:
 *     just now
 */
public record TripRequest(
    @Nullable AccountName account,
    @Nullable String requestId,
    @Nullable KillSwitch killSwitch,
    @Nullable TripLevel level,
    @Nullable Observation observation,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String incident,
    @Nullable Instant declaredAt) {
  /** Of just now. */
  public TripRequest(
      @Nullable AccountName account,
      @Nullable String requestId,
      @Nullable KillSwitch killSwitch,
      @Nullable TripLevel level,
      @Nullable Observation observation,
      @Nullable String by,
      @Nullable String reason,
      @Nullable String incident) {
    this(account, requestId, killSwitch, level, observation, by, reason, incident, null);
  }
}
