package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.Observation;

/** A breach that is not confirmed yet, or its lifting: entries are refused meanwhile. */
public record Suspicion(boolean suspected, Observation observation) {}
