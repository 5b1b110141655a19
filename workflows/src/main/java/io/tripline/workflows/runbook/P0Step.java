package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;

/** The steps of {@code runbooks/p0-system-down.md}, in its order; a test compares both. */
public enum P0Step implements RunbookStep {
  VERIFY("Verify Status"),
  FLATTEN("Emergency Flatten (if needed)"),
  INVESTIGATE("Investigate Root Cause"),
  RESTART("Restart"),
  VERIFY_TRADING("Verify That It Trades"),
  NOTIFY("Notify and Acknowledge"),
  SUPPORT("Call Broker Support (if needed)"),
  REPORT("Write the Incident Report");

  private final String title;

  P0Step(String title) {
    this.title = title;
  }

  @Override
  public Step step() {
    return Step.of(title);
  }

  /** All of them, in order. */
  public static List<Step> all() {
    return Arrays.stream(values()).map(P0Step::step).toList();
  }
}
