package io.tripline.workflows.runbook;

/** Where an incident stands. */
public enum IncidentStatus {
  DECLARED,
  ACKNOWLEDGED,
  MITIGATED,
  RESOLVED,
  IN_REVIEW,
  CLOSED,
  CANCELLED,
  MERGED;

  /** The word of the runbook's template: Investigating, Mitigated or Resolved. */
  public String templateWord() {
    return switch (this) {
      case DECLARED, ACKNOWLEDGED -> "Investigating";
      case MITIGATED -> "Mitigated";
      case RESOLVED, IN_REVIEW, CLOSED, CANCELLED, MERGED -> "Resolved";
    };
  }
}
