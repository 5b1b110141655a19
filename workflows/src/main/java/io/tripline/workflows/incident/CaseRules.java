package io.tripline.workflows.incident;

import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rules a run of an incident goes by: one that began before a rule ends without it. All are
 * asked for at the start, because asking yields to other threads. For workflow threads.
 */
final class CaseRules {
  /** An approval that lifted no halt lifts no later one. */
  static final String VOID = "unused-approval-is-void";

  /** A P0 that does not run any more holds nobody back. */
  static final String DEAD_OUTAGE = "dead-outage-holds-nobody";

  private static final List<String> ALL = List.of(VOID, DEAD_OUTAGE);

  private final Set<String> known = new HashSet<>();

  /** First in a run. */
  void begin() {
    for (String each : ALL) {
      if (Workflow.getVersion(each, Workflow.DEFAULT_VERSION, 1) == 1) {
        known.add(each);
      }
    }
  }

  /** False until {@link #begin}, and where the run began before the rule. */
  boolean has(String rule) {
    return known.contains(rule);
  }
}
