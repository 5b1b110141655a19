package io.tripline.workflows.incident;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The runbook's P2: trading goes on, but worse than it should. On task queue {@code response}. */
@WorkflowInterface
public interface P2Response extends IncidentDesk {
  /** Walks the P2 document until people decided on the measures and their effect was seen. */
  @WorkflowMethod(name = "P2Response")
  IncidentReport run(IncidentStart start);
}
