package io.tripline.workflows.killswitch;

import java.util.List;

/**
 * Whether a costly fill is true.
 *
 * @param confirmed only when every check passed
 */
public record SlippageJudgement(boolean confirmed, List<VerdictCheck> checks, String summary) {
  /** Copies the checks. */
  public SlippageJudgement {
    checks = List.copyOf(checks);
  }

  /** Judges by the checks alone: one that failed or is unknown confirms nothing. */
  public static SlippageJudgement of(List<VerdictCheck> checks) {
    List<String> against =
        checks.stream()
            .filter(check -> check.check() != Check.PASS)
            .map(check -> check.id() + " " + check.check() + " (" + check.figure() + ")")
            .toList();
    return new SlippageJudgement(
        against.isEmpty() && !checks.isEmpty(),
        checks,
        against.isEmpty()
            ? "executions and quotes are as they should be: the cost is true"
            : String.join("; ", against));
  }
}
