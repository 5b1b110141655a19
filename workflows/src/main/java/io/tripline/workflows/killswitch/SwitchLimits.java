package io.tripline.workflows.killswitch;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The numbers of the switches beside daily loss, API errors and slippage, from {@code limits} in
 * {@code tripline.yaml} (risk.md section 8.2). A file can tighten them freely and loosen them only
 * up to the hard caps.
 *
 * @param drawdown K2: loss from the high-water mark, as a fraction
 * @param drawdownSessions K2: sessions that the mark looks back
 * @param dataFails K5: failed looks at the market data in a row
 * @param dataUnknown K5: time without a verdict on them, in market hours
 * @param dataClean K5: clean looks in a row that lift the block
 * @param positionWithin K6: how long the position may differ from what was intended
 * @param collarBps K8: distance of a limit price from the mid; twice that in extended hours
 * @param overPlan K8: value of an entry over what was planned: 1.05 is 5 % more
 * @param refusals K8: refused orders a day that halt
 * @param losingTrips K15: losing round trips in a row
 * @param losingSessions K15: sessions within which they lie
 * @param pauseSessions K15: whole sessions that the block lasts after the day of its trip
 * @param resumeAfter K16: market time after the last extreme reading or halt
 * @param skew K19: difference between the host's clock and the broker's
 */
public record SwitchLimits(
    BigDecimal drawdown,
    int drawdownSessions,
    int dataFails,
    Duration dataUnknown,
    int dataClean,
    Duration positionWithin,
    BigDecimal collarBps,
    BigDecimal overPlan,
    int refusals,
    int losingTrips,
    int losingSessions,
    int pauseSessions,
    Duration resumeAfter,
    Duration skew) {
  /** The shipped numbers. */
  public static final SwitchLimits DEFAULT =
      new SwitchLimits(
          new BigDecimal("0.06"),
          20,
          3,
          Duration.ofMinutes(5),
          10,
          Duration.ofSeconds(30),
          new BigDecimal("50"),
          new BigDecimal("1.05"),
          2,
          4,
          10,
          2,
          Duration.ofMinutes(15),
          Duration.ofSeconds(2));

  /** Throws {@link IllegalArgumentException} naming the number that is out of range. */
  public SwitchLimits {
    fraction("drawdown", drawdown, "0.20");
    count("drawdownSessions", drawdownSessions, 5, 60);
    count("dataFails", dataFails, 1, 10);
    span("dataUnknown", dataUnknown, Duration.ofSeconds(30), Duration.ofMinutes(30));
    count("dataClean", dataClean, 3, 100);
    span("positionWithin", positionWithin, Duration.ofSeconds(10), Duration.ofMinutes(5));
    Allowed.require(
        collarBps.signum() > 0 && collarBps.compareTo(new BigDecimal("100")) <= 0,
        "collarBps",
        "above 0 and at most 100",
        collarBps);
    Allowed.require(
        overPlan.compareTo(BigDecimal.ONE) >= 0 && overPlan.compareTo(new BigDecimal("1.25")) <= 0,
        "overPlan",
        "1 to 1.25",
        overPlan);
    count("refusals", refusals, 1, 5);
    count("losingTrips", losingTrips, 2, 10);
    count("losingSessions", losingSessions, 1, 20);
    count("pauseSessions", pauseSessions, 1, 10);
    span("resumeAfter", resumeAfter, Duration.ofMinutes(1), Duration.ofHours(4));
    span("skew", skew, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  private static void fraction(String name, BigDecimal value, String most) {
    Allowed.require(
        value.signum() > 0 && value.compareTo(new BigDecimal(most)) <= 0,
        name,
        "above 0 and at most " + most,
        value);
  }

  private static void count(String name, int value, int least, int most) {
    Allowed.require(value >= least && value <= most, name, least + " to " + most, value);
  }

  private static void span(String name, Duration value, Duration least, Duration most) {
    Allowed.require(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        name,
        least.toSeconds() + " s to " + most.toSeconds() + " s",
        value);
  }
}
