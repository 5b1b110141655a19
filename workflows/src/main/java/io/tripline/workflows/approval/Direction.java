package io.tripline.workflows.approval;

/** Which way risk goes if the gate is approved. */
public enum Direction {
  RISK_UP,
  RISK_DOWN
}
