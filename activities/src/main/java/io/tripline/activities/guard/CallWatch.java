package io.tripline.activities.guard;

import io.tripline.activities.broker.CallLog;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.ApiErrorSwitch;
import io.tripline.workflows.killswitch.SwitchStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Feeds the API-error switch with the calls that this process makes. For one thread. */
final class CallWatch {
  private final CallLog log;
  private final ApiErrorSwitch apiErrors = new ApiErrorSwitch();
  private long place;

  /** Calls from now on count: an outage that a reset has ended is not found again. */
  CallWatch(CallLog log) {
    this.log = log;
    this.place = log.end();
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
    return apiErrors.on(
        since.calls(),
        new ApiErrorSwitch.Moment(
            plan.policy().limits().apiErrors(), plan.epoch(), stands, facts, marketAt, at));
  }
}
