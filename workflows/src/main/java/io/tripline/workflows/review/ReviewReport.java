package io.tripline.workflows.review;

/**
 * How a review ended; its text is in the file and in the journal.
 *
 * @param state empty when the start was refused
 */
public record ReviewReport(String incident, String state, String summary, String reportPath) {}
