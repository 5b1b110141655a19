package io.tripline.workflows.liveness;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One look at the guard from the other half of the system, begun by a Schedule on task queue {@code
 * trading}: it pages people, through a notifier of its own, when the guard does not answer.
 */
@WorkflowInterface
public interface DeadMan {
  /** Looks; answers what it found, in words. */
  @WorkflowMethod(name = "DeadMan")
  String run(DeadManStart start);
}
