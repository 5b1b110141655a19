package io.tripline.workflows.slippage;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the window says, always with the number of fills behind it.
 *
 * @param recent execution cost of the last 10 usable fills
 * @param all execution cost of every usable fill that is kept
 * @param delay decision → arrival of the same fills: a figure for scheduling, it trips nothing
 * @param unusable fills without a fresh quote at submission
 * @param sigma deviation that the rules count with
 * @param sigmaMeasured false while it is assumed, for lack of 30 fills
 * @param cusum the clipped cumulative sum
 * @param cusumAlarm from here on it asks people to investigate
 */
public record SlippageStatistics(
    SlippageSummary recent,
    SlippageSummary all,
    SlippageSummary delay,
    int unusable,
    BigDecimal sigma,
    boolean sigmaMeasured,
    BigDecimal cusum,
    BigDecimal cusumAlarm) {
  /** Key of the cumulative sum in the data of an entry. */
  public static final String CUSUM = "cusum";

  /** The fills that the mean rule looks at. */
  public static final int RECENT = 10;

  /** Of a window. */
  public static SlippageStatistics of(SlippageWindow window) {
    double[] executions = window.executions();
    double sigma = window.sigma();
    return new SlippageStatistics(
        SlippageSummary.of(
            Arrays.copyOfRange(
                executions, Math.max(0, executions.length - RECENT), executions.length)),
        SlippageSummary.of(executions),
        SlippageSummary.of(window.delays()),
        window.fills().size() - executions.length,
        SlippageSummary.bps(sigma),
        executions.length >= Cusum.FILLS_FOR_SIGMA,
        SlippageSummary.bps(window.cusum()),
        SlippageSummary.bps(Cusum.alarm(sigma)));
  }

  /** The figures for the journal and the report, by their documented names. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("n", String.valueOf(recent.n()));
    put(data, "meanBps", recent.mean());
    put(data, "medianBps", recent.median());
    put(data, "p95Bps", recent.p95());
    put(data, "lowerBoundBps", recent.lowerBound());
    put(data, "bootstrapLowBps", recent.bootstrapLow());
    put(data, "bootstrapHighBps", recent.bootstrapHigh());
    data.put("nAll", String.valueOf(all.n()));
    put(data, "meanAllBps", all.mean());
    put(data, "medianAllBps", all.median());
    put(data, "p95AllBps", all.p95());
    data.put("unusable", String.valueOf(unusable));
    put(data, "delayMeanBps", delay.mean());
    data.put("sigmaBps", sigma.toPlainString());
    data.put("sigmaMeasured", String.valueOf(sigmaMeasured));
    data.put(CUSUM, cusum.toPlainString());
    data.put("cusumAlarm", cusumAlarm.toPlainString());
    return data;
  }

  /** One line for people. */
  public String sentence() {
    return "n = %d, mean %s, median %s, 95th percentile %s bps, %d unusable, CUSUM %s of %s"
        .formatted(
            recent.n(),
            words(recent.mean()),
            words(recent.median()),
            words(recent.p95()),
            unusable,
            cusum.toPlainString(),
            cusumAlarm.toPlainString());
  }

  /** A figure as people read it; {@code unknown} where it could not be had. */
  public static String words(@Nullable BigDecimal figure) {
    return figure == null
        ? "unknown"
        : figure.setScale(1, java.math.RoundingMode.HALF_EVEN).toPlainString();
  }

  private static void put(Map<String, String> data, String key, @Nullable BigDecimal value) {
    if (value != null) {
      data.put(key, value.toPlainString());
    }
  }
}
