package io.tripline.workflows.incident;

/** Where a step of the run sheet stands. */
public enum StepState {
  PENDING,
  RUNNING,
  WAITING,
  DONE,
  NOT_APPLICABLE,
  FAILED
}
