package io.tripline.workflows.incident;

import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.notify.Contact;
import java.time.Duration;
import java.util.List;

/** When a P0 that nobody acknowledged is paged again, and for whom. Pure. */
final class PageTimes {
  /** Whoever has not answered by then is not reached by a page each two minutes either. */
  static final Duration PATIENCE = Duration.ofHours(2);

  private static final int SLOWER = 5;

  private PageTimes() {}

  /** The next page after {@code passed}: each interval, and each change of contact. */
  static Duration next(OutagePolicy clocks, Duration passed) {
    Duration every =
        passed.compareTo(PATIENCE) < 0
            ? clocks.pageEvery()
            : clocks.pageEvery().multipliedBy(SLOWER);
    Duration page = multipleAfter(every, passed);
    Duration contact = multipleAfter(clocks.nextContactAfter(), passed);
    return passed.compareTo(PATIENCE) < 0 && contact.compareTo(page) < 0 ? contact : page;
  }

  /** Whose turn it is; after the last one the first again. */
  static String contact(OutagePolicy clocks, Duration passed, List<Contact> contacts) {
    if (contacts.isEmpty()) {
      return "whoever reads this: no contact is configured";
    }
    long turn = passed.toSeconds() / Math.max(1, clocks.nextContactAfter().toSeconds());
    Contact now = contacts.get((int) (turn % contacts.size()));
    return now.role() + " " + now.name() + " (" + now.address() + ")";
  }

  private static Duration multipleAfter(Duration step, Duration passed) {
    return step.multipliedBy(passed.dividedBy(step) + 1);
  }
}
