package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.INCIDENT;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class JournalReaderTest {
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;
  private JournalPlace place;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    place = database.in(folder);
    journal = new SqlJournal(place, CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aJournalThatIsNotThereIsSaidAndNotMade() {
    Throwable failure = catchThrowable(() -> JournalReader.open(place));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(JournalReader.openIfThere(place)).isEmpty();
    assertThat(place.data().database()).doesNotExist();
  }

  @Test
  void readsWhileAWriterWorks() {
    journal.append(entries(note("a/1"), entry("a/2", EntryKind.FILL, Map.of())));
    try (JournalReader reader = JournalReader.open(place)) {
      journal.append(entries(note("a/3")));

      assertThat(reader.audit(2))
          .extracting(each -> each.entry().id())
          .containsExactly("a/2", "a/3");
      assertThat(reader.trades(9)).extracting(JournalRecord::sequence).containsExactly(2L);
    }
  }

  @Test
  void anIncidentShowsTheLastStatusThatWasTold() {
    journal.append(
        entries(
            entry("1", EntryKind.INCIDENT, Map.of("severity", "P1", "status", "DECLARED")),
            entry("2", EntryKind.STEP, Map.of("status", "DONE")),
            entry("3", EntryKind.INCIDENT, Map.of("status", "RESOLVED"))));

    try (JournalReader reader = JournalReader.open(place)) {
      IncidentSummary incident = reader.incidents().getFirst();
      assertThat(incident.id()).isEqualTo(INCIDENT);
      assertThat(incident.severity()).isEqualTo("P1");
      assertThat(incident.status()).isEqualTo("RESOLVED");
      assertThat(reader.incident(INCIDENT)).hasSize(3);
    }
  }

  @Test
  void whoTakesOverWhatIsMitigatedLeadsItNowhereBack() {
    journal.append(
        entries(
            entry("1", EntryKind.INCIDENT, Map.of("milestone", "declared", "severity", "P1")),
            entry("2", EntryKind.INCIDENT, Map.of("milestone", "mitigated")),
            entry("3", EntryKind.INCIDENT, Map.of("milestone", "acknowledged"))));

    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.incidents().getFirst().status()).isEqualTo("MITIGATED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE entry SET text = 'harmless' WHERE sequence = 2, was changed",
    "UPDATE entry SET data = '{}' WHERE sequence = 2, was changed",
    "UPDATE entry SET hash = previous_hash WHERE sequence = 2, was changed",
    "DELETE FROM entry WHERE sequence = 2, stands where 2 is due",
    "DELETE FROM entry WHERE sequence = 3, entries were removed or replaced"
  })
  void tamperingShows(String attack, String sentence) throws SQLException {
    journal.append(
        entries(note("a/1"), entry("a/2", EntryKind.NOTE, Map.of("loss", "0.02")), note("a/3")));
    Database.onRaw(
        place,
        statement -> {
          database.letTamper(statement);
          statement.executeUpdate(attack);
        });

    try (JournalReader reader = JournalReader.open(place)) {
      Verification found = reader.verify();
      assertThat(found.whole()).isFalse();
      assertThat(found.problems()).anyMatch(each -> each.contains(sentence));
    }
  }

  @Test
  void anExportHoldsEveryEntryAsOneLine() {
    journal.append(entries(note("a/1"), note("a/2")));
    StringBuilder out = new StringBuilder();

    try (JournalReader reader = JournalReader.open(place)) {
      reader.export(out);
    }

    assertThat(out.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"schemaVersion\":1,\"sequence\":"));
  }
}
