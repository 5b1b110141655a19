package io.tripline.cli.drill;

import io.tripline.workflows.runbook.Severity;

/**
 * What a document of the runbook names as a reason to open it. {@code text} is how its line begins
 * there; a test compares both, and wants a scenario for each.
 */
enum Symptom {
  NO_LOGS(Severity.P0, Kind.SYMPTOM, "No logs being generated"),
  NO_ANSWER_OF_STATUS(Severity.P0, Kind.SYMPTOM, "`./tripline status` says `P0 YES`"),
  BROKER_SILENT(Severity.P0, Kind.SYMPTOM, "The broker's API does not answer"),
  PROCESS_CRASHED(Severity.P0, Kind.SYMPTOM, "A process crashed"),

  KILL_SWITCH_TRIGGERED(
      Severity.P1, Kind.SYMPTOM, "The log and the journal say `KILL SWITCH TRIGGERED"),
  TRADING_STOPPED(Severity.P1, Kind.SYMPTOM, "No order that raises exposure is sent any more"),
  IS_HALTED(Severity.P1, Kind.SYMPTOM, "`./tripline status` says `is_halted = True`"),
  DAILY_LOSS(Severity.P1, Kind.STEP, "For Daily Loss Trigger: Review Market Conditions"),
  LOSS_NOT_REAL(Severity.P1, Kind.STEP, "For Daily Loss Trigger: Verify Loss Was Real"),
  AUTO_RESET(Severity.P1, Kind.STEP, "For Daily Loss Trigger: Wait for Next Trading Day"),
  API_ERRORS(Severity.P1, Kind.STEP, "For API Error Trigger"),
  SLIPPAGE_TRIGGER(Severity.P1, Kind.STEP, "For Slippage Trigger"),
  MANUAL_RESET(Severity.P1, Kind.STEP, "Manual Reset"),

  HIGH_SLIPPAGE(Severity.P2, Kind.SYMPTOM, "Higher than expected slippage"),
  SLOW_FILLS(Severity.P2, Kind.SYMPTOM, "Orders taking longer to fill"),
  DATA_QUALITY(Severity.P2, Kind.SYMPTOM, "Market data that can't be believed"),
  PARTIAL_FILLS(Severity.P2, Kind.SYMPTOM, "Partial fills"),
  VOLATILITY(Severity.P2, Kind.CAUSE, "High market volatility"),
  LOW_LIQUIDITY(Severity.P2, Kind.CAUSE, "Low liquidity"),
  ORDER_TIMING(Severity.P2, Kind.CAUSE, "Timing of order submission"),
  BROKER_LATENCY(Severity.P2, Kind.CAUSE, "Latency of the broker"),

  LOG_CORRUPTED(Severity.P3, Kind.EXAMPLE, "Log file corrupted"),
  MISSED_EXECUTION(Severity.P3, Kind.EXAMPLE, "Missed single execution"),
  CONFIG_DRIFT(Severity.P3, Kind.EXAMPLE, "Config drift"),
  SOFT_LOSS(Severity.P3, Kind.EXAMPLE, "Soft daily loss");

  /** Where a document has it. */
  enum Kind {
    /** A line below "Symptoms". */
    SYMPTOM,
    /** A line below "Possible Causes". */
    CAUSE,
    /** A line below "Examples". */
    EXAMPLE,
    /** The heading of a step for one trigger. */
    STEP
  }

  private final Severity severity;
  private final Kind kind;
  private final String text;

  Symptom(Severity severity, Kind kind, String text) {
    this.severity = severity;
    this.kind = kind;
    this.text = text;
  }

  /** Of the document that names it. */
  Severity severity() {
    return severity;
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  /** The text without marks, for people. */
  String shown() {
    return text.replace("`", "");
  }

  /** The file name of the runbook document of a severity. */
  static String document(Severity severity) {
    return switch (severity) {
      case P0 -> "p0-system-down.md";
      case P1 -> "p1-trading-halted.md";
      case P2 -> "p2-degraded.md";
      case P3 -> "p3-minor.md";
    };
  }
}
