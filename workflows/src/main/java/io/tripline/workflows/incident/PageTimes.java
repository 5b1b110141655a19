package io.tripline.workflows.incident;

import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a P0 that nobody acknowledged is paged again, and for whom. Pure. */
final class PageTimes {
  /** Before that, no history is long: nothing needs to be asked about it. */
  static final Duration EARLY = Duration.ofHours(2);

  /**
   * Temporal ends a run at 51,200 events or 50 MB, and an incident that is ended pages nobody. What
   * is left beyond these is for paging on, slowly, and for all that people do once they have come.
   */
  static final int MOST_EVENTS = 30_000;

  static final long MOST_BYTES = 25_000_000;

  private static final int SLOWER = 5;

  private PageTimes() {}

  /** Whether the history is so long that it must grow more slowly; days after the first page. */
  static boolean sparing(long events, long bytes) {
    return events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }

  /** The next page after {@code passed}: each interval, and each change of contact. */
  static Duration next(OutagePolicy clocks, Duration passed, boolean sparing) {
    Duration every = sparing ? clocks.pageEvery().multipliedBy(SLOWER) : clocks.pageEvery();
    Duration page = multipleAfter(every, passed);
    Duration contact = multipleAfter(clocks.nextContactAfter(), passed);
    return !sparing && contact.compareTo(page) < 0 ? contact : page;
  }

  /** Whose turn it is; after the last one the first again. Empty where nobody is configured. */
  static Optional<Contact> contact(OutagePolicy clocks, Duration passed, List<Contact> contacts) {
    return new ContactTable(contacts).turn(turn(clocks, passed));
  }

  /** How often the turn was passed on. */
  static long turn(OutagePolicy clocks, Duration passed) {
    return passed.toSeconds() / Math.max(1, clocks.nextContactAfter().toSeconds());
  }

  private static Duration multipleAfter(Duration step, Duration passed) {
    return step.multipliedBy(passed.dividedBy(step) + 1);
  }
}
