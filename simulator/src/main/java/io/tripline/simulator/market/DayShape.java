package io.tripline.simulator.market;

/**
 * How a session's business is spread over the day: a U, with about four times as much a minute at
 * the open and the close as at noon. It rules volume and variance alike.
 */
final class DayShape {
  private static final double EVEN = 0.6;
  private static final double EDGES = 0.2;

  private DayShape() {}

  /**
   * Share of the day's business that is done.
   *
   * @param elapsed share of the session's time that is over, 0 to 1
   */
  static double done(double elapsed) {
    double centred = 2 * Math.clamp(elapsed, 0.0, 1.0) - 1;
    return EVEN * (centred + 1) / 2 + EDGES * (Math.pow(centred, 5) + 1);
  }
}
