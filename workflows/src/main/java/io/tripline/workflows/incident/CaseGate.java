package io.tripline.workflows.incident;

import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.Ruling;
import org.jspecify.annotations.Nullable;

/** The gate of an incident: what its people may have to decide. For workflow threads. */
interface CaseGate {
  /** Takes a decision of whatever way it came. */
  Ruling decide(DecisionRequest request, String via);

  /** What is to be decided now; null when nothing is. */
  @Nullable Gate openGate();

  /** Nothing is to be decided any more. */
  void close();
}
