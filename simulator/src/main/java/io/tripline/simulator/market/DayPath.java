package io.tripline.simulator.market;

import java.util.SplittableRandom;

/**
 * One core session of one symbol without any injected move: a logarithm of the price for each
 * second, from the opening to the closing price. A random bridge by midpoint displacement, drawn
 * from the seed of the day alone, so that any day can be computed without the days before it. Its
 * time is that of the day's business: moves are larger near the open and the close.
 */
final class DayPath {
  /** Spread of the bridge over a whole day, as a logarithm: about 0.6 %. */
  private static final double BRIDGE_SIGMA = 0.006;

  /** Points that are drawn, one to five seconds apart; the seconds between lie on a line. */
  private static final int GRID = 1 << 13;

  private static final int BITS = 21;
  private static final long MASK = (1L << BITS) - 1;
  private static final double UNIT = 1.0 / (1L << BITS);

  private final double[] logs;

  private DayPath(double[] logs) {
    this.logs = logs;
  }

  static DayPath of(long daySeed, double openLog, double closeLog, int seconds) {
    double[] grid = new double[GRID + 1];
    grid[0] = openLog;
    grid[GRID] = closeLog;
    var random = new SplittableRandom(daySeed);
    double sigma = BRIDGE_SIGMA / 2;
    for (int step = GRID; step > 1; step /= 2) {
      for (int left = 0; left < GRID; left += step) {
        grid[left + step / 2] = (grid[left] + grid[left + step]) / 2 + sigma * noise(random);
      }
      sigma /= Math.sqrt(2);
    }
    double[] logs = new double[seconds + 1];
    for (int second = 0; second <= seconds; second++) {
      double at = DayShape.done((double) second / seconds) * GRID;
      int left = Math.min((int) at, GRID - 1);
      logs[second] = grid[left] + (at - left) * (grid[left + 1] - grid[left]);
    }
    return new DayPath(logs);
  }

  /** Nearly normal, mean 0, deviation 1, never beyond 3: no path has a freak tick. */
  static double noise(SplittableRandom random) {
    long bits = random.nextLong();
    long sum = (bits & MASK) + ((bits >>> BITS) & MASK) + ((bits >>> (2 * BITS)) & MASK);
    return 2 * (sum * UNIT - 1.5);
  }

  double logAt(long second) {
    return logs[Math.clamp(second, 0, logs.length - 1)];
  }

  int seconds() {
    return logs.length - 1;
  }
}
