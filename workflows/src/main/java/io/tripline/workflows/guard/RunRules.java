package io.tripline.workflows.guard;

import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which version of each rule a run of the guard decides with. Messages may be handled before the
 * run itself begins and can ask: what the run before has carried holds for them. For workflow
 * threads.
 */
final class RunRules {
  private final Map<String, Integer> versions = new TreeMap<>();
  private final Map<String, Integer> newest = new TreeMap<>();

  /**
   * At the construction of a run.
   *
   * @param carried missing from an older worker, and on a first start: nothing is permitted then
   */
  RunRules(@Nullable Map<String, Integer> carried) {
    if (carried != null) {
      versions.putAll(carried);
    }
  }

  /** First in a run: one that began before a rule ends without it. */
  void ask(String rule, int latest) {
    newest.put(rule, latest);
    versions.put(rule, Workflow.getVersion(rule, Workflow.DEFAULT_VERSION, latest));
  }

  /** {@link Workflow#DEFAULT_VERSION} where the run began before the rule. */
  int at(String rule) {
    return versions.getOrDefault(rule, Workflow.DEFAULT_VERSION);
  }

  /** What the next run begins with. */
  Map<String, Integer> carry() {
    return new TreeMap<>(newest);
  }
}
