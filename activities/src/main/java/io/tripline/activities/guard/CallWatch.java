package io.tripline.activities.guard;

import io.tripline.activities.broker.CallLog;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.ApiErrorSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Feeds the API-error switch with the calls that this process makes. For one thread. */
final class CallWatch {
  private final CallLog log;
  private final ApiErrorSwitch apiErrors = new ApiErrorSwitch();
  private long place;
  private @Nullable Observation read;

  /** Calls from now on count: an outage that a reset has ended is not found again. */
  CallWatch(CallLog log) {
    this.log = log;
    this.place = log.end();
  }

  /** What the switch read at the last look; empty before the first one. */
  Optional<Observation> read() {
    return Optional.ofNullable(read);
  }

  /**
   * What follows from the calls since the last look.
   *
   * @param stands true once the switch has tripped in the plan's halt epoch
   */
  List<SwitchStep> look(
      WatchPlan plan, boolean stands, Map<String, String> facts, Instant marketAt, Instant at) {
    CallLog.Since since = log.since(place);
    place = since.next();
    ApiErrorSwitch.Moment moment =
        new ApiErrorSwitch.Moment(
            plan.policy().limits().apiErrors(), plan.epoch(), stands, facts, marketAt, at);
    List<SwitchStep> steps = apiErrors.on(since.calls(), moment);
    read = apiErrors.read(moment);
    return steps;
  }
}
