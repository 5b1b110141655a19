package io.tripline.workflows.killswitch;

import java.time.Instant;

/**
 * What goes with a reading.
 *
 * @param epoch the halt epoch of the guard's plan: counts start anew with it
 * @param stands true once the switch has tripped in that epoch, or while its block stands
 * @param earlier true where that block began on an earlier trading day
 * @param marketAt market time, or wall time where that is not known
 * @param at wall time
 */
public record SwitchMoment(
    int epoch, boolean stands, boolean earlier, Instant marketAt, Instant at) {
  /** Of a switch that blocks nothing, or only since today. */
  public SwitchMoment(int epoch, boolean stands, Instant marketAt, Instant at) {
    this(epoch, stands, false, marketAt, at);
  }
}
