package io.tripline.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Market time as a straight line over wall time: it starts at one instant, runs at a rate in market
 * seconds per wall second, and goes on while nobody looks. It never goes back. May be read by any
 * thread; the owner guards changes.
 */
public final class SimulatedClock {
  /** Fastest rate accepted, in market seconds per wall second. */
  public static final double MAX_RATE = 100_000;

  /**
   * The line: at wall time {@code wall} it was {@code market}, and it moves at {@code rate}.
   *
   * @param rate market seconds per wall second; 0 stands still
   */
  public record Line(Instant wall, Instant market, double rate) {
    /** Throws {@link IllegalArgumentException} if the rate is outside 0 to 100,000. */
    public Line {
      if (!(rate >= 0 && rate <= MAX_RATE)) {
        throw new IllegalArgumentException("rate: must be 0 to 100000, was " + rate);
      }
    }
  }

  private final InstantSource wallClock;
  private volatile Line line;

  /** A clock that follows the line. */
  public SimulatedClock(InstantSource wallClock, Line line) {
    this.wallClock = wallClock;
    this.line = line;
  }

  /** Market time now. */
  public Instant now() {
    Line current = line;
    Duration elapsed = Duration.between(current.wall(), wallClock.instant());
    if (elapsed.isNegative() || current.rate() == 0) {
      return current.market();
    }
    // Whole seconds and the rest apart: nanoseconds of a long down time overflow a long quickly.
    double seconds = elapsed.toSeconds() * current.rate();
    double rest = elapsed.toNanosPart() * current.rate();
    return current
        .market()
        .plusSeconds((long) seconds)
        .plusNanos(Math.round((seconds - Math.floor(seconds)) * 1e9 + rest));
  }

  /** The line that the clock follows, to be stored. */
  public Line line() {
    return line;
  }

  /** Moves market time forward to {@code target}. */
  public void moveTo(Instant target) {
    if (target.isBefore(now())) {
      throw new IllegalArgumentException(
          "set: market time never goes back; must be at or after " + now() + ", was " + target);
    }
    line = new Line(wallClock.instant(), target, line.rate());
  }

  /** Changes the rate from now on. */
  public void changeRate(double rate) {
    line = new Line(wallClock.instant(), now(), rate);
  }
}
