package io.tripline.workflows.incident;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.maintenance.Mended;

/** The runbook's P3: nothing is at risk today. On task queue {@code response}. */
@WorkflowInterface
public interface P3Response extends IncidentDesk {
  /** Walks the P3 document until the fix was made in maintenance and seen to hold. */
  @WorkflowMethod(name = "P3Response")
  IncidentReport run(IncidentStart start);

  /** The fix was made, or needs a person. */
  @SignalMethod(
      name = Mended.SIGNAL,
      description =
          "The fix was made: {\"by\":\"name\",\"mended\":true,\"detail\":\"what\"} (maintenance uses"
              + " this)")
  void mended(Mended word);
}
