package io.tripline.workflows.slippage;

import org.apache.commons.statistics.descriptive.StandardDeviation;

/** The clipped cumulative sum of risk.md section 6.2: one outlier can't raise its alarm alone. */
final class Cusum {
  /** Until so many own fills are known, the deviation is assumed. */
  static final int FILLS_FOR_SIGMA = 30;

  private static final double ASSUMED_SIGMA = 8;
  private static final double LEAST_SIGMA = 3;
  private static final double CLIP_SIGMAS = 3;
  private static final double ALARM_SIGMAS = 5;

  private Cusum() {}

  /** S = max(0, S + min(x, baseline + 3σ) − reference); the reference lies between the means. */
  static double next(double before, double executionBps, double sigma, SlippageLimits limits) {
    double baseline = limits.baseline().doubleValue();
    double reference = (baseline + limits.mean().doubleValue()) / 2;
    return Math.max(0, before + Math.min(executionBps, baseline + CLIP_SIGMAS * sigma) - reference);
  }

  static double alarm(double sigma) {
    return ALARM_SIGMAS * sigma;
  }

  static double sigma(double[] executions) {
    return executions.length < FILLS_FOR_SIGMA
        ? ASSUMED_SIGMA
        : Math.max(LEAST_SIGMA, StandardDeviation.of(executions).getAsDouble());
  }
}
