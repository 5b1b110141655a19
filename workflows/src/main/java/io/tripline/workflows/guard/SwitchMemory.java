package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.HighWater;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.WorkerMark;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the guard carries of the switches through continue-as-new.
 *
 * @param accepted what a switch must not block for again: a streak, or a calendar of a day
 * @param refusals orders that K8 refused today
 */
record SwitchMemory(
    @Nullable String accountId,
    HighWater highWater,
    @Nullable PositionAnchor anchor,
    List<Block> blocks,
    List<SwitchState> states,
    Map<KillSwitch, String> accepted,
    int refusals,
    @Nullable WorkerMark session) {
  SwitchMemory {
    highWater = highWater == null ? HighWater.EMPTY : highWater;
    blocks = blocks == null ? List.of() : List.copyOf(blocks);
    states = states == null ? List.of() : List.copyOf(states);
    accepted = accepted == null ? Map.of() : Map.copyOf(accepted);
  }
}
