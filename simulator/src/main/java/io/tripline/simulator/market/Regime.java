package io.tripline.simulator.market;

import java.util.Locale;

/** How nervous a market is: what it multiplies, and how far bid and ask stand apart at least. */
public enum Regime {
  /** Small moves, full book. */
  CALM(0.5, 0, 1.5, 0.8),
  /** A usual day. */
  NORMAL(1, 0, 1, 1),
  /** A day that is in the news. */
  VOLATILE(2.5, 0.6, 0.5, 2),
  /** A crash. */
  EXTREME(6, 4, 0.2, 4);

  private final double volatility;
  private final double spreadBps;
  private final double depth;
  private final double volume;

  Regime(double volatility, double spreadBps, double depth, double volume) {
    this.volatility = volatility;
    this.spreadBps = spreadBps;
    this.depth = depth;
    this.volume = volume;
  }

  /** Times the moves of a usual day. */
  public double volatility() {
    return volatility;
  }

  /** Least distance of bid and ask in basis points of the price. */
  public double spreadBps() {
    return spreadBps;
  }

  /** Times the displayed sizes of a usual day. */
  public double depth() {
    return depth;
  }

  /** Times the volume of a usual day. */
  public double volume() {
    return volume;
  }

  /** The word of the admin API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
