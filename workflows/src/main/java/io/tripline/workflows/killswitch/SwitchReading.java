package io.tripline.workflows.killswitch;

/** What a switch reads now, and what follows from it. */
public record SwitchReading(Observation observation, Wish wish) {
  /** What a reading asks for. */
  public enum Wish {
    /** Nothing. */
    NOTHING,
    /** Refuse entries while a breach is being confirmed. */
    SUSPECT,
    /** The breach is confirmed: halt. */
    TRIP,
    /** Refuse entries for as long as the switch says so. */
    BLOCK
  }

  /** The switch that read. */
  public KillSwitch killSwitch() {
    return observation.killSwitch();
  }
}
