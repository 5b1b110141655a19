package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a journal in a file can suffer. */
class SqliteFileTest {
  @TempDir Path folder;

  @Test
  void aDirectoryThatCanNotBeMadeIsNamedAndMayBeTriedAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    SqlJournal blocked = at(file.resolve("data"));

    Throwable failure = catchThrowable(() -> blocked.append(entries(note("a/1"))));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure)).contains(file.toString()).contains("can't be made");
  }

  @Test
  void aFullDiskIsSaidAndWhatWaitsIsWrittenWhenThereIsRoom() {
    SqlJournal small = at(folder);
    small.prepare();
    small.limitPages(1);

    Throwable failure =
        catchThrowable(() ->
            small.append(entries(entry("a/1", EntryKind.NOTE, Map.of("x", "y".repeat(200_000))))));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure)).contains("the disk is full");
    small.append(entries(note("a/1")));
    assertThat(small.last(new Journal.LastEntries(ACCOUNT, null, 9)).entries())
        .extracting(Entry::id)
        .containsExactly("a/1");
    small.close();
  }

  @Test
  void aFileThatIsNoJournalIsRefusedAndLeftAsItWas() throws IOException {
    DataDirectory data = new DataDirectory(folder);
    Files.writeString(
        data.database(), "not a database, but long enough to be looked at".repeat(50));

    Throwable failure = catchThrowable(() -> at(folder).prepare());

    assertThat(Fault.detailOf(failure)).contains("damaged or no journal");
    assertThat(data.database()).content().startsWith("not a database");
  }

  private static SqlJournal at(Path folder) {
    return new SqlJournal(JournalPlace.in(new DataDirectory(folder)), CLOCK);
  }
}
