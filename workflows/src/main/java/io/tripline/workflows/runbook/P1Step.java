package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;

/** The steps of {@code runbooks/p1-trading-halted.md}, in its order; a test compares both. */
public enum P1Step implements RunbookStep {
  IDENTIFY("Identify Kill Switch Type"),
  NOTIFY("Notify and Acknowledge"),
  PROVE_FLAT("Prove the Account Flat"),
  MARKET("For Daily Loss Trigger: Review Market Conditions"),
  VERIFY_LOSS("For Daily Loss Trigger: Verify Loss Was Real"),
  API_ERROR("For API Error Trigger"),
  SLIPPAGE("For Slippage Trigger"),
  NEXT_DAY("For Daily Loss Trigger: Wait for Next Trading Day"),
  MANUAL_RESET("Manual Reset"),
  VERIFY_TRADING("Verify Trading Can Resume"),
  SUPPORT("Call Broker Support (if needed)"),
  REPORT("Write the Incident Report");

  private final String title;

  P1Step(String title) {
    this.title = title;
  }

  @Override
  public Step step() {
    return Step.of(title);
  }

  /** All of them, in order. */
  public static List<Step> all() {
    return Arrays.stream(values()).map(P1Step::step).toList();
  }
}
