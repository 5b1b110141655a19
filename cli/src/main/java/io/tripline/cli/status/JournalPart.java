package io.tripline.cli.status;

import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.EntryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal wrote last of an account.
 *
 * @param last of any kind
 * @param reading the last one of the watch
 */
record JournalPart(Optional<JournalRecord> last, Optional<JournalRecord> reading, Instant now) {
  private static final int LOOKED_AT = 200;
  private static final int SHOWN = 100;

  /** Nothing is known of it. */
  static JournalPart unknown(Instant now) {
    return new JournalPart(Optional.empty(), Optional.empty(), now);
  }

  static JournalPart look(JournalPlace place, AccountName account, Instant now) {
    Optional<JournalReader> journal = JournalReader.openIfThere(place);
    if (journal.isEmpty()) {
      return unknown(now);
    }
    try (JournalReader reader = journal.get()) {
      return new JournalPart(
          lastOf(reader.audit(LOOKED_AT), account),
          lastOf(reader.ofKind(EntryKind.READING, LOOKED_AT), account),
          now);
    }
  }

  private static Optional<JournalRecord> lastOf(List<JournalRecord> records, AccountName account) {
    return records.stream()
        .filter(each -> each.entry().account().equals(account))
        .reduce((first, second) -> second);
  }

  @Nullable Duration readingAge() {
    return reading.map(this::age).orElse(null);
  }

  private Duration age(JournalRecord record) {
    return Duration.between(record.entry().at(), now);
  }

  String line() {
    return last.map(record ->
            "journal     last entry "
                + SystemSight.words(age(record))
                + " ago ("
                + record.entry().at()
                + "): "
                + record.entry().kind()
                + " "
                + shortened(record.entry().text()))
        .orElse("journal     no entry of this account");
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }

  /** As data; null where there is none. */
  @Nullable Map<String, Object> document() {
    return last.map(
            record -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("at", record.entry().at().toString());
              one.put("ageSeconds", age(record).toSeconds());
              one.put("kind", record.entry().kind().name());
              one.put("text", record.entry().text());
              return one;
            })
        .orElse(null);
  }
}
