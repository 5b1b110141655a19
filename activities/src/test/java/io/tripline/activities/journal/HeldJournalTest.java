package io.tripline.activities.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that holds the journal's lock, whoever opens and closes it meanwhile. */
class HeldJournalTest {
  @TempDir Path folder;

  @Test
  void nothingIsWrittenWhileItIsHeldAlsoByAProcessThatOpensItAnew() {
    DataDirectory data = new DataDirectory(folder);
    try (SqlJournal before = journal(data)) {
      before.append(entry("e1"));
    }
    try (HeldJournal held = HeldJournal.of(folder.resolve("journal.db"))) {
      for (int worker = 1; worker <= 2; worker++) {
        try (SqlJournal journal = journal(data)) {
          assertThatThrownBy(() -> journal.append(entry("e2")))
              .hasMessageContaining("held by another process");
        }
      }
      held.release();
      try (SqlJournal journal = journal(data)) {
        journal.append(entry("e3"));
        assertThat(journal.holds("e3")).isTrue();
        assertThat(journal.holds("e2")).isFalse();
      }
    }
  }

  private static SqlJournal journal(DataDirectory data) {
    return new SqlJournal(JournalPlace.in(data), InstantSource.system());
  }

  private static Journal.Entries entry(String id) {
    return new Journal.Entries(
        List.of(
            new Entry(
                id,
                new AccountName("drill"),
                EntryKind.GUARD,
                Instant.EPOCH,
                null,
                null,
                "test",
                "text",
                Map.of())));
  }
}
