package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;

/** The steps of {@code runbooks/p2-degraded.md}, in its order; a test compares both. */
public enum P2Step implements RunbookStep {
  STATS("Check Slippage Stats"),
  BASELINE("Compare to Baseline"),
  CAUSES("Possible Causes"),
  ACTIONS("Actions");

  private final String title;

  P2Step(String title) {
    this.title = title;
  }

  @Override
  public Step step() {
    return Step.of(title);
  }

  /** All of them, in order. */
  public static List<Step> all() {
    return Arrays.stream(values()).map(P2Step::step).toList();
  }
}
