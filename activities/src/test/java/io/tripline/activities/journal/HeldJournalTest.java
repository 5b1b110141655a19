package io.tripline.activities.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
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

  @Test
  void whoReadsNeverWaitsAndWhoWaitedForAnotherOneWaitsNoLonger() throws Exception {
    DataDirectory data = new DataDirectory(folder);
    try (SqlJournal journal = journal(data)) {
      journal.append(entry("e1"));
      try (HeldJournal held = HeldJournal.of(folder.resolve("journal.db"))) {
        Instant before = Instant.now();
        List<String> refusals = new CopyOnWriteArrayList<>();
        List<Thread> writers =
            Stream.of("e2", "e3", "e4")
                .map(id -> Thread.ofVirtual().start(() -> refusals.add(refusal(journal, id))))
                .toList();
        Thread.sleep(200);
        assertThat(journal.holds("e1")).isTrue();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
        for (Thread writer : writers) {
          writer.join();
        }
        assertThat(refusals).hasSize(3).allMatch(why -> why.contains("held by another process"));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(18));
        held.release();
        journal.append(entry("e5"));
        assertThat(journal.holds("e5")).isTrue();
      }
    }
  }

  private static String refusal(SqlJournal journal, String id) {
    try {
      journal.append(entry(id));
      return "taken";
    } catch (ApplicationFailure e) {
      return e.getOriginalMessage();
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
