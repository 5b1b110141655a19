package io.tripline.workflows.review;

/** Whether the runbook needs an update, and which, or why not. */
public record RunbookNeed(boolean needed, Point why) {}
