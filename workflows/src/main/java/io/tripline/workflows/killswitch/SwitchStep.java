package io.tripline.workflows.killswitch;

/** What a switch wants done after a reading. */
public sealed interface SwitchStep {
  /** What was seen. */
  Observation observation();

  /** Refuse entries: a breach is not confirmed yet, or nothing is known any more. */
  record Suspect(Observation observation) implements SwitchStep {}

  /** Enough clean readings in a row: entries may pass again as far as this switch goes. */
  record Lift(Observation observation) implements SwitchStep {}

  /**
   * The breach is confirmed.
   *
   * @param instant true when its depth alone confirmed it
   */
  record Trip(KillSwitch killSwitch, Observation observation, boolean instant)
      implements SwitchStep {}
}
