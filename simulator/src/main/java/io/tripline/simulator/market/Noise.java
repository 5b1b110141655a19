package io.tripline.simulator.market;

/** Numbers that look drawn by chance but follow from their arguments alone. */
final class Noise {
  private Noise() {}

  /** At least 0 and below 1. */
  static double unit(long one, long other) {
    long mixed = one * 0x9E3779B97F4A7C15L + other * 0xC2B2AE3D27D4EB4FL;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (mixed >>> 11) * 0x1.0p-53;
  }
}
