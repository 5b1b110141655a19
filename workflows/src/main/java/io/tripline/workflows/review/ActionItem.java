package io.tripline.workflows.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A preventive measure.
 *
 * @param number from 1 within its review
 * @param due the last day for it, in UTC
 * @param how what was said when it was done
 */
public record ActionItem(
    int number,
    String text,
    @Nullable String owner,
    @Nullable LocalDate due,
    Point added,
    @Nullable Point done,
    String how) {
  /** True until somebody says that it is done. */
  public boolean open() {
    return done == null;
  }

  /** True when its day is over and it is not done. */
  public boolean overdue(Instant now) {
    Instant late = overdueFrom();
    return open() && late != null && !now.isBefore(late);
  }

  /** True when that was after its day. */
  boolean late(Point finished) {
    Instant late = overdueFrom();
    return late != null && !finished.at().isBefore(late);
  }

  /** The end of its day; null without one. */
  @Nullable Instant overdueFrom() {
    return due == null ? null : due.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  ActionItem assigned(@Nullable String to, @Nullable LocalDate until) {
    return new ActionItem(
        number, text, to == null ? owner : to, until == null ? due : until, added, done, how);
  }

  ActionItem finished(Point by, String said) {
    return new ActionItem(number, text, owner, due, added, by, said);
  }
}
