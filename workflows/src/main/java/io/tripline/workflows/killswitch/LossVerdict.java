package io.tripline.workflows.killswitch;

/** Whether a loss is one. UNDETERMINED counts as REAL for risk, never for the strategy's record. */
public enum LossVerdict {
  REAL,
  DATA,
  UNDETERMINED
}
