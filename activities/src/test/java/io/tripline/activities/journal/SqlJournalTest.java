package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.INCIDENT;
import static io.tripline.activities.journal.Samples.NOW;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlJournalTest {
  @TempDir Path folder;
  private DataDirectory data;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    data = new DataDirectory(folder.resolve("data"));
    journal = new SqlJournal(data, CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anEntryComesBackAsItWasWritten() {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("zeta", "1");
    figures.put("alpha", "„2“\n\"3\"");
    Entry entry =
        new Entry(
            "a/1",
            ACCOUNT,
            EntryKind.TRIP,
            NOW,
            Instant.parse("2026-11-23T14:30:00.123456Z"),
            null,
            "anna",
            "a, line",
            figures);
    journal.append(entries(entry));

    Entry found = journal.last(new Journal.LastEntries(ACCOUNT, null, 5)).entries().getFirst();

    assertThat(found).isEqualTo(entry);
    assertThat(found.data().keySet()).containsExactly("zeta", "alpha");
  }

  @Test
  void anEntryThatIsKnownIsNotWrittenTwice() {
    journal.append(entries(note("a/1"), note("a/2")));
    journal.append(entries(note("a/2"), note("a/3"), note("a/3")));

    assertThat(ids(10)).containsExactly("a/1", "a/2", "a/3");
  }

  @Test
  void theLastEntriesOfAnIncidentComeAscending() {
    Entry elsewhere = new Entry("b", ACCOUNT, EntryKind.NOTE, NOW, null, null, "x", "x", Map.of());
    journal.append(entries(note("a/1"), elsewhere, note("a/2"), note("a/3")));

    List<Entry> found = journal.last(new Journal.LastEntries(ACCOUNT, INCIDENT, 2)).entries();

    assertThat(found).extracting(Entry::id).containsExactly("a/2", "a/3");
  }

  @Test
  void aBatchThatFailsLeavesNothingBehind() {
    Entry impossible =
        new Entry("a/2", ACCOUNT, EntryKind.NOTE, NOW, null, null, "x", nothing(), Map.of());

    assertThatThrownBy(() -> journal.append(entries(note("a/1"), impossible)));

    assertThat(ids(10)).isEmpty();
  }

  @Test
  void aJournalThatWasClosedGoesOnWithItsChain() {
    journal.append(entries(note("a/1")));
    journal.close();
    journal.append(entries(note("a/2")));

    try (JournalReader reader = JournalReader.open(data)) {
      assertThat(reader.verify()).matches(Verification::whole).matches(v -> v.entries() == 2);
    }
  }

  @Test
  void aDirectoryThatCanNotBeMadeIsNamedAndMayBeTriedAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    SqlJournal blocked = new SqlJournal(new DataDirectory(file.resolve("data")), CLOCK);

    Throwable failure = catchThrowable(() -> blocked.append(entries(note("a/1"))));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure)).contains(file.toString()).contains("can't be made");
  }

  @Test
  void aFullDiskIsSaidAndWhatWaitsIsWrittenWhenThereIsRoom() throws SQLException {
    journal.prepare();
    SqlJournal small = new SqlJournal(data, CLOCK);
    small.limitPages(1);

    Throwable failure =
        catchThrowable(() ->
            small.append(entries(entry("a/1", EntryKind.NOTE, Map.of("x", "y".repeat(200_000))))));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure)).contains("the disk is full");
    small.append(entries(note("a/1")));
    assertThat(ids(10)).containsExactly("a/1");
    small.close();
  }

  @Test
  void aFileThatIsNoJournalIsRefusedAndLeftAsItWas() throws IOException {
    Files.createDirectories(data.root());
    Files.writeString(
        data.database(), "not a database, but long enough to be looked at".repeat(50));

    Throwable failure = catchThrowable(() -> journal.prepare());

    assertThat(Fault.detailOf(failure)).contains("damaged or no journal");
    assertThat(data.database()).content().startsWith("not a database");
  }

  @Test
  void theDatabaseRefusesToChangeRemoveOrReplaceAnEntry() throws SQLException {
    journal.append(entries(note("a/1"), note("a/2")));

    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.database());
        var statement = connection.createStatement()) {
      for (String attack :
          List.of(
              "UPDATE entry SET text = 'nothing happened'",
              "DELETE FROM entry WHERE sequence = 2",
              "INSERT OR REPLACE INTO entry SELECT sequence, 'b', account, kind, at, market_at,"
                  + " incident, actor, text, data, previous_hash, hash FROM entry"
                  + " WHERE sequence = 2",
              "INSERT OR REPLACE INTO entry SELECT sequence + 1, id, account, kind, at, market_at,"
                  + " incident, actor, text, data, previous_hash, hash FROM entry"
                  + " WHERE sequence = 2")) {
        assertThatThrownBy(() -> statement.executeUpdate(attack))
            .hasMessageContaining("append-only");
      }
    }
  }

  @Test
  void aReportStandsInItsFolderAndInTheJournalOnce() {
    Journal.Report report = new Journal.Report(ACCOUNT, INCIDENT, INCIDENT + ".md", "# Über\n");

    Journal.StoredReport first = journal.storeReport(report);
    Journal.StoredReport second = journal.storeReport(report);

    assertThat(second).isEqualTo(first);
    assertThat(Path.of(first.path())).hasContent("# Über\n").hasParent(data.reports());
    assertThat(data.reports().toFile().list()).hasSize(1);
    Entry entry = journal.last(new Journal.LastEntries(ACCOUNT, null, 9)).entries().getFirst();
    assertThat(entry.data()).containsEntry("digest", first.digest());
    assertThat(ids(9)).hasSize(1);
  }

  @Test
  void aReportCanNotLeaveItsFolder() {
    Throwable failure =
        catchThrowable(
            () -> journal.storeReport(new Journal.Report(ACCOUNT, INCIDENT, "../x.md", "x")));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(data.root().resolve("x.md")).doesNotExist();
  }

  private List<String> ids(int count) {
    return journal.last(new Journal.LastEntries(ACCOUNT, null, count)).entries().stream()
        .map(Entry::id)
        .toList();
  }

  /** What a defect in a caller would hand over. */
  @SuppressWarnings("NullAway")
  private static String nothing() {
    return null;
  }
}
