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
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class SqlJournalTest {
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;
  private JournalPlace place;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    place = database.in(folder.resolve("data"));
    journal = new SqlJournal(place, CLOCK);
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
  void theLastEntriesUpToAMomentOfTheKindsAskedFor() {
    journal.append(
        entries(
            at("a", EntryKind.ORDER, "2026-11-23T14:59:59.5Z"),
            at("b", EntryKind.PERMIT, "2026-11-23T15:00:00Z"),
            at("c", EntryKind.GUARD, "2026-11-23T15:00:00Z"),
            at("d", EntryKind.ORDER, "2026-11-23T15:00:01Z"),
            at("e", EntryKind.ORDER, "2026-11-23T15:00:01.25Z")));

    Set<EntryKind> acts = Set.of(EntryKind.ORDER, EntryKind.PERMIT);
    assertThat(journal.last(new Journal.LastEntries(ACCOUNT, null, 9, NOW, acts)).entries())
        .extracting(Entry::id)
        .containsExactly("a", "b");
    assertThat(journal.last(new Journal.LastEntries(ACCOUNT, null, 9, NOW, Set.of())).entries())
        .extracting(Entry::id)
        .containsExactly("a", "b", "c");
  }

  private static Entry at(String id, EntryKind kind, String time) {
    return new Entry(id, ACCOUNT, kind, Instant.parse(time), null, null, "x", id, Map.of());
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

    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.verify()).matches(Verification::whole).matches(v -> v.entries() == 2);
    }
  }

  @Test
  void aReportStandsInItsFolderAndInTheJournalOnce() {
    Journal.Report report = new Journal.Report(ACCOUNT, INCIDENT, INCIDENT + ".md", "# Über\n");

    Journal.StoredReport first = journal.storeReport(report);
    Journal.StoredReport second = journal.storeReport(report);

    assertThat(second).isEqualTo(first);
    assertThat(Path.of(first.path())).hasContent("# Über\n").hasParent(place.data().reports());
    assertThat(place.data().reports().toFile().list()).hasSize(1);
    Entry entry = journal.last(new Journal.LastEntries(ACCOUNT, null, 9)).entries().getFirst();
    assertThat(entry.data()).containsEntry("digest", first.digest());
    assertThat(ids(9)).hasSize(1);
  }

  private FoundReport found(Journal.StoredReport stored) throws IOException {
    try (JournalReader reader = JournalReader.open(place)) {
      KeptReport kept = reader.report(INCIDENT, stored.path()).orElseThrow();
      return FoundReport.of(kept, place.data()).orElseThrow();
    }
  }

  @Test
  void aReportThatIsGoneIsWrittenAgainToTheByte() throws IOException {
    String text = "# Über\n\n- \"a\", 1 < 2\n";
    Journal.StoredReport stored =
        journal.storeReport(new Journal.Report(ACCOUNT, INCIDENT, INCIDENT + ".md", text));
    byte[] first = Files.readAllBytes(Path.of(stored.path()));
    assertThat(found(stored).state()).isEqualTo(FoundReport.State.AS_WRITTEN);

    Files.delete(Path.of(stored.path()));

    assertThat(found(stored).state()).isEqualTo(FoundReport.State.WRITTEN_AGAIN);
    assertThat(Path.of(stored.path())).hasBinaryContent(first);
    assertThat(found(stored))
        .isEqualTo(new FoundReport(Path.of(stored.path()), text, FoundReport.State.AS_WRITTEN));
  }

  @Test
  void aReportThatSomebodyChangedIsNamedAndLeftAlone() throws IOException {
    Journal.StoredReport stored =
        journal.storeReport(new Journal.Report(ACCOUNT, INCIDENT, INCIDENT + ".md", "lost 2 %\n"));
    Files.writeString(Path.of(stored.path()), "won 2 %\n");

    FoundReport found = found(stored);

    assertThat(found.state()).isEqualTo(FoundReport.State.DIFFERS);
    assertThat(found.text()).isEqualTo("lost 2 %\n");
    assertThat(Path.of(stored.path())).hasContent("won 2 %\n");
  }

  @Test
  void aReportOfWhichOnlyTheDigestIsKeptCanNotBeWrittenAgain() throws IOException {
    KeptReport kept = new KeptReport("reports/x.txt", AuditChain.sha256("x"), null);
    assertThat(FoundReport.of(kept, place.data())).isEmpty();
    Files.createDirectories(place.data().reports());
    Files.writeString(place.data().reports().resolve("x.txt"), "y");
    assertThat(FoundReport.of(kept, place.data()))
        .get()
        .extracting(FoundReport::state)
        .isEqualTo(FoundReport.State.DIFFERS_UNKEPT);
  }

  @Test
  void theTextOfAReportIsNotReadBackIntoAHistory() {
    journal.storeReport(new Journal.Report(ACCOUNT, INCIDENT, INCIDENT + ".md", "what happened"));
    assertThat(journal.past(INCIDENT).entries())
        .singleElement()
        .matches(entry -> entry.data().containsKey("digest"))
        .matches(entry -> !entry.data().containsValue("what happened"));
  }

  @Test
  void aReportCanNotLeaveItsFolder() {
    Throwable failure =
        catchThrowable(
            () -> journal.storeReport(new Journal.Report(ACCOUNT, INCIDENT, "../x.md", "x")));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(place.data().root().resolve("x.md")).doesNotExist();
  }

  @Test
  void theDatabaseRefusesToChangeRemoveReplaceOrSlipInAnEntry() throws SQLException {
    journal.append(entries(note("a/1"), note("a/2")));
    String copy =
        ", account, kind, at, market_at, incident, actor, text, data, previous_hash, hash"
            + " FROM entry WHERE sequence = 2";

    Database.onRaw(
        place,
        statement -> {
          for (String attack : database.attacks(copy)) {
            assertThatThrownBy(() -> statement.executeUpdate(attack))
                .hasMessageContaining("append-only");
          }
        });

    assertThat(ids(5)).containsExactly("a/1", "a/2");
  }

  @Test
  void aCharacterThatNotEveryDatabaseTakesDoesNotBlockWhatWaitsBehindIt() {
    Entry odd =
        new Entry(
            "a/\0", ACCOUNT, EntryKind.NOTE, NOW, null, null, "x", "b\0c", Map.of("k\0", "d\0e"));

    journal.append(entries(odd, note("a/2")));
    journal.append(entries(odd));

    assertThat(ids(5)).containsExactly("a/\uFFFD", "a/2");
    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.verify().problems()).isEmpty();
    }
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
