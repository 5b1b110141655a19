package io.tripline.worker;

import io.tripline.activities.guard.BreakGlassRecords;
import io.tripline.activities.journal.BreakGlassSpool;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Looks for notes of {@code flatten --direct} at the start of a response process and every few
 * seconds after it. Needs no Temporal server: the journal may have it before the guard runs.
 */
final class BreakGlassIntake {
  private static final Duration EACH = Duration.ofSeconds(10);

  private BreakGlassIntake() {}

  /** Begins at once; {@code environment} tells the user's state directory. */
  static Lookout start(Parts parts, Map<String, String> environment) {
    BreakGlassRecords records =
        new BreakGlassRecords(
            parts.accounts(),
            parts.journal(),
            List.of(
                BreakGlassSpool.of(parts.place().data().root()),
                BreakGlassSpool.ofUser(environment, System.getProperty("user.home", "."))),
            parts.clock());
    return Lookout.start("break-glass", EACH, records::takeIn);
  }
}
