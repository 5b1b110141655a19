package io.tripline.activities.guard;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal wrote last of an account.
 *
 * @param at wall time of the watch's last reading; where other entries crowd it out, it is not
 *     older than the oldest of them; null: there is none
 * @param entry the last one of any kind
 */
record LastReading(@Nullable Instant at, Optional<Entry> entry) {
  private static final int LOOKED_AT = 100;

  /**
   * Reads it.
   *
   * @throws ApplicationFailure when the journal can't be read
   */
  static LastReading of(Journal journal, AccountName account) {
    List<Entry> last = journal.last(new Journal.LastEntries(account, null, LOOKED_AT)).entries();
    Optional<Instant> reading =
        last.stream()
            .filter(each -> each.kind() == EntryKind.READING)
            .map(Entry::at)
            .reduce((first, second) -> second);
    Optional<Instant> crowded =
        last.size() < LOOKED_AT ? Optional.empty() : Optional.of(last.get(0).at());
    return new LastReading(
        reading.or(() -> crowded).orElse(null),
        last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1)));
  }
}
