package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.HighWater;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.WorkerMark;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the watch must know of the switches, so that it goes on where another worker's stood.
 *
 * @param permits prefix of the guard's permit ids
 * @param accountId the broker's id of the account that this guard has watched; null: none yet
 * @param blocking switches whose block stands
 * @param accepted what K15 and K19 must not block for again
 * @param session the worker that told of the session; null: none yet
 * @param configured digest of the configuration that the guard has taken
 * @param earlier those of the blocking switches whose block began on an earlier trading day
 */
public record SwitchPlan(
    String permits,
    @Nullable String accountId,
    HighWater highWater,
    @Nullable PositionAnchor anchor,
    List<KillSwitch> blocking,
    Map<KillSwitch, String> accepted,
    @Nullable WorkerMark session,
    String configured,
    List<KillSwitch> earlier) {
  /** Copies; what an older guard leaves out is empty. */
  public SwitchPlan {
    highWater = highWater == null ? HighWater.EMPTY : highWater;
    blocking = blocking == null ? List.of() : List.copyOf(blocking);
    accepted = accepted == null ? Map.of() : Map.copyOf(accepted);
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  /** True for a streak that was paused for, or a calendar that a person accepted for its day. */
  public boolean accepted(Observation seen) {
    String known = accepted.get(seen.killSwitch());
    return known != null && known.equals(SwitchBook.whatOf(seen));
  }
}
