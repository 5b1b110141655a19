package io.tripline.workflows.session;

/**
 * What a change of the execution came to.
 *
 * @param taken false when it was refused, and recorded
 * @param detail why refused, or what changed
 * @param executes how orders are executed now, in words
 */
public record ExecutionAnswer(boolean taken, String detail, String executes) {}
