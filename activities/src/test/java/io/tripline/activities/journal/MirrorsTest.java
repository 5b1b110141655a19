package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.EntryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class MirrorsTest {
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;
  private JournalPlace place;
  private DataDirectory data;
  private SqlJournal journal;
  private Path audit;
  private Path trades;

  @BeforeEach
  void open() {
    place = database.in(folder);
    data = place.data();
    journal = new SqlJournal(place, CLOCK);
    audit = data.logs().resolve("trade_audit.csv");
    trades = data.logs().resolve("paper_trades.csv");
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void everyEntryStandsInTheAuditAtOnceAsOneLine() throws IOException {
    journal.append(entries(entry("a/1", EntryKind.NOTE, Map.of("why", "a \"b\",\nc"))));

    assertThat(lines(audit))
        .hasSize(2)
        .first()
        .isEqualTo("sequence,at,market_at,account,kind,incident,actor,text,data,id,hash");
    assertThat(Csv.fields(lines(audit).getLast()))
        .startsWith("1", "2026-11-23T15:00:00Z", "", "spy-paper", "NOTE")
        .contains("{\"why\":\"a \\\"b\\\",\\nc\"}", "a/1");
  }

  @Test
  void onlyOrdersAndFillsStandInTheTrades() throws IOException {
    Map<String, String> fill =
        Map.of("symbol", "SPY", "side", "buy", "quantity", "10", "price", "601.25");
    journal.append(
        entries(
            note("a/1"),
            entry("a/2", EntryKind.FILL, fill),
            entry("a/3", EntryKind.ORDER, Map.of())));

    assertThat(lines(trades)).hasSize(3);
    assertThat(Csv.fields(lines(trades).get(1)))
        .startsWith("2")
        .containsSequence("FILL", "SPY", "buy", "10", "601.25");
  }

  @Test
  void aTornLastLineIsRepaired() throws IOException {
    journal.append(entries(note("a/1"), note("a/2")));
    String whole = Files.readString(audit);
    Files.writeString(audit, whole.substring(0, whole.length() - 30));

    new SqlJournal(place, CLOCK).prepare();

    assertThat(audit).hasContent(whole);
  }

  @Test
  void aTornHeaderIsRepaired() throws IOException {
    journal.append(entries(note("a/1")));
    String whole = Files.readString(audit);
    Files.writeString(audit, "sequ");

    journal.append(entries(note("a/1")));

    assertThat(audit).hasContent(whole);
  }

  @Test
  void aMirrorThatWasRemovedIsWrittenAnew() throws IOException {
    journal.append(entries(note("a/1"), note("a/2")));
    Files.delete(audit);
    Files.delete(trades);

    journal.append(entries(note("a/3")));

    assertThat(lines(audit)).hasSize(4);
    assertThat(lines(trades)).hasSize(1);
  }

  @Test
  void aMirrorOfAnotherJournalIsMovedAsideAndNotOverwritten() throws IOException, SQLException {
    journal.append(entries(note("a/1"), note("a/2")));
    journal.close();
    String old = Files.readString(audit);
    database.forget(place);

    journal.append(entries(note("b/1")));

    assertThat(data.logs().resolve("trade_audit.aside-1.csv")).hasContent(old);
    assertThat(lines(audit)).hasSize(2);
    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.verify().problems()).singleElement().asString().contains("aside-1");
    }
  }

  @Test
  void rebuildingMakesTheSameFilesAgain() throws IOException {
    journal.append(entries(note("a/1"), entry("a/2", EntryKind.ORDER, Map.of("side", "sell"))));
    String auditBefore = Files.readString(audit);
    String tradesBefore = Files.readString(trades);
    Files.writeString(trades, "scribble", StandardOpenOption.APPEND);

    journal.rebuildMirrors();

    assertThat(audit).hasContent(auditBefore);
    assertThat(trades).hasContent(tradesBefore);
  }

  @Test
  void aVeryLongEntryDoesNotConfuseTheMirror() throws IOException {
    journal.append(entries(entry("a/1", EntryKind.NOTE, Map.of("x", "y".repeat(300_000)))));
    journal.append(entries(note("a/2")));
    journal.append(entries(note("a/3")));

    assertThat(lines(audit)).hasSize(4);
    assertThat(Mirrors.setAside(data.logs())).isEmpty();
  }

  @Test
  void anEntryIsKeptWhenItsMirrorCanNotBeWritten() throws IOException {
    Files.createDirectories(audit);

    journal.append(entries(note("a/1")));

    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.audit(5)).hasSize(1);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }
}
