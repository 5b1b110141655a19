package io.tripline.activities.start;

/**
 * What a schedule sends: the start arguments of the procedures that it may start have these names.
 */
record ScheduledStart(String account, boolean checkOnly) {}
