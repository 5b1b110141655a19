package io.tripline.workflows.flatten;

import io.tripline.workflows.fault.Fault;
import java.time.Instant;

/**
 * The broker could not be read for as long as the step was allowed to try, so nothing is known.
 *
 * @param at wall time at which the step gave up
 */
public record Unread(Fault fault, String detail, Instant at)
    implements ReadOutcome, CancelOutcome, CancelWait, Resolution, FillWait, Verification {}
