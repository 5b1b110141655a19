package io.tripline.workflows.review;

import io.tripline.workflows.account.ReviewPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When people are reminded: of an unsigned review from its due time on, of each action item from
 * the end of its day on, then again and again on a fixed grid; so a run that starts anew knows the
 * next time without having been told of the last. Pure, wall time.
 */
final class Reminders {
  private Reminders() {}

  /**
   * The next reminder after {@code now}; empty when there is nothing to remind of. A review that is
   * late itself is the only clock: one notice a time names everything.
   */
  static Optional<Instant> next(ReviewBook book, ReviewPolicy policy, Instant now) {
    List<Instant> times = new ArrayList<>();
    Instant due = book.signed() ? null : book.dueAt();
    if (due != null) {
      times.add(next(due, policy.remindEvery(), now));
    }
    if (due == null || now.isBefore(due)) {
      book.openActions().stream()
          .map(ActionItem::overdueFrom)
          .filter(Objects::nonNull)
          .forEach(late -> times.add(next(late, policy.remindEvery(), now)));
    }
    return times.stream().min(Instant::compareTo);
  }

  private static Instant next(Instant first, Duration every, Instant now) {
    if (now.isBefore(first)) {
      return first;
    }
    long passed = Duration.between(first, now).dividedBy(every);
    return first.plus(every.multipliedBy(passed + 1));
  }

  /** What people are told at {@code now}: a line each; empty when nothing is late. */
  static List<String> late(ReviewBook book, Instant now) {
    List<String> late = new ArrayList<>();
    Instant due = book.dueAt();
    if (!book.signed() && due != null && !now.isBefore(due)) {
      late.add("the review is not signed; it was due by " + due);
    }
    for (ActionItem action : book.openActions()) {
      if (action.overdue(now)) {
        late.add(
            "action "
                + action.number()
                + " is overdue since "
                + action.due()
                + ", owner "
                + (action.owner() == null ? "nobody" : action.owner())
                + ": "
                + action.text());
      }
    }
    return late;
  }
}
