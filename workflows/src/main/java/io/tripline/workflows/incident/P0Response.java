package io.tripline.workflows.incident;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The runbook's P0: the system is down. On task queue {@code response}. */
@WorkflowInterface
public interface P0Response extends IncidentDesk {
  /** Walks the P0 document until everything works, or was made safe, and the report is written. */
  @WorkflowMethod(name = "P0Response")
  IncidentReport run(IncidentStart start);
}
