package io.tripline.workflows.account;

import java.time.Duration;

/**
 * The clocks of a post-incident review, in wall time. Nothing ends by them: people are reminded.
 *
 * @param signWithin from the opening of a review until it should be signed
 * @param remindEvery between two reminders of an unsigned review or of overdue action items
 */
public record ReviewPolicy(Duration signWithin, Duration remindEvery) {
  /** Five days, then once a day. */
  public static final ReviewPolicy DEFAULT =
      new ReviewPolicy(Duration.ofDays(5), Duration.ofDays(1));

  /** Throws {@link IllegalArgumentException} if one is shorter than a minute. */
  public ReviewPolicy {
    check("signWithin", signWithin);
    check("remindEvery", remindEvery);
  }

  private static void check(String name, Duration span) {
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(name + ": must be 1m or more, was " + span);
    }
  }
}
