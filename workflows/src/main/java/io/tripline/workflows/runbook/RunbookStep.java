package io.tripline.workflows.runbook;

/** A step of the document of one severity; the enumerations of steps implement this. */
public interface RunbookStep {
  /** The step as the document names it. */
  Step step();
}
