package io.tripline.workflows.killswitch;

/** Three values: unknown is never good news. */
public enum Check {
  PASS,
  FAIL,
  UNKNOWN
}
