package io.tripline.workflows.notify;

/** Where an incident stood when a notice about it was written: what paging services track. */
public enum Stage {
  DECLARED,
  ACKNOWLEDGED,
  MITIGATED,
  RESOLVED
}
