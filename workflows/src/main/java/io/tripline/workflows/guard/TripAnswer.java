package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.proof.PermitRef;
import java.util.List;

/**
 * The latch holds.
 *
 * @param epoch the halt epoch of this trip
 * @param joined true when the account was halted before by the same switch: nothing new began
 * @param incident id of the incident it opened or joined
 * @param unsettled permits whose orders may still arrive
 */
public record TripAnswer(
    int epoch, Ladder ladder, boolean joined, String incident, List<PermitRef> unsettled) {}
