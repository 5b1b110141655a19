package io.tripline.workflows.incident;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The runbook's P1: a kill switch tripped and trading is halted. On task queue {@code response}.
 */
@WorkflowInterface
public interface P1Response extends IncidentDesk {
  /** Walks the P1 document until the incident is resolved and its report written. */
  @WorkflowMethod(name = "P1Response")
  IncidentReport run(IncidentStart start);
}
