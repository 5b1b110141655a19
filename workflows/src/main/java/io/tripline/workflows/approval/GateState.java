package io.tripline.workflows.approval;

/** Where a gate stands. */
public enum GateState {
  OPEN,
  APPROVED,
  DENIED,
  /** Nobody decided in time: the safe outcome holds, and it can be asked again under a new id. */
  EXPIRED,
  /** The procedure moved on without it. */
  WITHDRAWN
}
