package io.tripline.workflows.guard;

/**
 * The incident that a declaration led to.
 *
 * @param joined true when an incident of that cause was open already
 */
public record DeclareAnswer(String incident, boolean joined) {}
