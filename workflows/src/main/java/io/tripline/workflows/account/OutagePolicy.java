package io.tripline.workflows.account;

import java.time.Duration;

/**
 * The clocks of a P0, all in wall time.
 *
 * @param flattenAfter an exposed account that was not restored within this is flattened while the
 *     market is open
 * @param pageEvery between two pages until a person acknowledges
 * @param nextContactAfter after each such span without an answer the next contact is named
 * @param acknowledgementLapses an acknowledged P0 that was not mitigated within this pages anew
 */
public record OutagePolicy(
    Duration flattenAfter,
    Duration pageEvery,
    Duration nextContactAfter,
    Duration acknowledgementLapses) {
  /** Flat after 15 min; pages every 2, the next contact after 5; lapses after 30. */
  public static final OutagePolicy DEFAULT =
      new OutagePolicy(
          Duration.ofMinutes(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30));

  /** Throws {@link IllegalArgumentException} if one is shorter than a second. */
  public OutagePolicy {
    check("flattenAfter", flattenAfter);
    check("pageEvery", pageEvery);
    check("nextContactAfter", nextContactAfter);
    check("acknowledgementLapses", acknowledgementLapses);
  }

  private static void check(String name, Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(name + ": must be 1s or more, was " + span);
    }
  }
}
