package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;

/** The steps of {@code runbooks/p3-minor.md}, in its order; a test compares both. */
public enum P3Step implements RunbookStep {
  DOCUMENT("Document Issue"),
  LOGS("Check Logs"),
  FIX("Fix in Next Scheduled Maintenance");

  private final String title;

  P3Step(String title) {
    this.title = title;
  }

  @Override
  public Step step() {
    return Step.of(title);
  }

  /** All of them, in order. */
  public static List<Step> all() {
    return Arrays.stream(values()).map(P3Step::step).toList();
  }
}
