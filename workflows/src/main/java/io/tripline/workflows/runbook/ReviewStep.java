package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;

/** The steps of {@code runbooks/review.md}, in its order; a test compares both. */
public enum ReviewStep {
  REPORT("Create Incident Report"),
  CAUSE("Identify Root Cause"),
  LESSONS("Document Lessons Learned"),
  RUNBOOK("Update Runbook if Needed"),
  MEASURES("Implement Preventive Measures");

  private final String title;

  ReviewStep(String title) {
    this.title = title;
  }

  /** The step as the document names it. */
  public Step step() {
    return Step.of(title);
  }

  /** All of them, in order. */
  public static List<Step> all() {
    return Arrays.stream(values()).map(ReviewStep::step).toList();
  }
}
