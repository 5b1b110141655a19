package io.tripline.activities.start;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;

/**
 * When the procedures run that nobody starts by hand; times of day in New York.
 *
 * @param reconcileOn day of the weekly reconciliation
 * @param reconcileAt its time
 * @param maintainAt begin of the daily maintenance window, outside market hours
 * @param maintainFor its length: one that begins later than this is skipped
 * @param checkEvery between two checks of files, configuration and sessions
 */
public record SchedulePlan(
    DayOfWeek reconcileOn,
    LocalTime reconcileAt,
    LocalTime maintainAt,
    Duration maintainFor,
    Duration checkEvery) {
  private static final LocalTime MARKET_FROM = LocalTime.of(9, 0);
  private static final LocalTime MARKET_TO = LocalTime.of(16, 30);

  private static final Duration LEAST = Duration.ofMinutes(1);

  /** After the week's last close, and after each day's extended hours. */
  public static final SchedulePlan DEFAULT =
      new SchedulePlan(
          DayOfWeek.SATURDAY,
          LocalTime.of(9, 0),
          LocalTime.of(20, 30),
          Duration.ofHours(2),
          Duration.ofHours(1));

  /** Throws {@link IllegalArgumentException} naming what is out of range. */
  public SchedulePlan {
    require(
        maintainFor.compareTo(Duration.ofMinutes(10)) >= 0
            && maintainFor.compareTo(Duration.ofHours(12)) <= 0,
        "schedules.maintenance.length: must be 10m to 12h, was " + maintainFor);
    require(
        checkEvery.compareTo(Duration.ofMinutes(5)) >= 0
            && checkEvery.compareTo(Duration.ofDays(1)) <= 0,
        "schedules.checks.every: must be 5m to 1d, was " + checkEvery);
    require(
        outsideMarketHours(maintainAt, maintainFor),
        "schedules.maintenance: must lie outside market hours (09:00 to 16:30 New York), was "
            + maintainAt
            + " for "
            + maintainFor);
  }

  /**
   * How late a reconciliation may begin: a week ends with Friday, and after the next Friday another
   * one is the last that is over. An hour less, for the days on which the clocks change.
   */
  public Duration reconcileWithin() {
    int days = Math.floorMod(DayOfWeek.SATURDAY.getValue() - reconcileOn.getValue() - 1, 7) + 1;
    Duration left =
        Duration.ofDays(days).minusSeconds(reconcileAt.toSecondOfDay()).minus(Duration.ofHours(1));
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean outsideMarketHours(LocalTime at, Duration length) {
    long from = at.toSecondOfDay();
    long to = from + length.toSeconds();
    long day = Duration.ofDays(1).toSeconds();
    long opens = MARKET_FROM.toSecondOfDay();
    boolean before = to <= opens;
    boolean after = from >= MARKET_TO.toSecondOfDay() && to <= day + opens;
    return before || after;
  }
}
