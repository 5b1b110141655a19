package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.SqlJournal;
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

class StatusTest {
  @TempDir Path data;
  private final Shell shell = new Shell();

  @Test
  void endsWithZeroWhenNothingRunsAndSaysThatTheHaltIsUnknown() {
    assertThat(shell.run("status", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted = Unknown", "nothing runs here", "./tripline up");
  }

  @Test
  void isOneStableDocumentForMachines() throws Exception {
    assertThat(shell.run("status", "-o", "json", "--data", data.toString())).isEqualTo(0);
    JsonNode document = new ObjectMapper().readTree(shell.out());
    assertThat(document.path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(document.has("isHalted")).isTrue();
    assertThat(document.path("isHalted").isNull()).isTrue();
    assertThat(document.path("next").size()).isEqualTo(3);
  }

  @Test
  void aRefusedResetLiftsNothingForTheJournal() throws Exception {
    try (SqlJournal journal =
        new SqlJournal(JournalPlace.in(new DataDirectory(data)), InstantSource.system())) {
      journal.append(
          new Journal.Entries(
              List.of(
                  entry("1", EntryKind.TRIP, "K1 tripped", Map.of("switch", "K1")),
                  entry("2", EntryKind.RESET, "reset refused: a switch fails", Map.of()))));
    }
    assertThat(shell.run("status", "--account", "main", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted = True (by the journal, as of ");
  }

  private static Entry entry(String id, EntryKind kind, String text, Map<String, String> more) {
    return new Entry(
        id,
        new AccountName("main"),
        kind,
        Instant.parse("2026-11-05T15:00:00Z"),
        null,
        null,
        "guard",
        text,
        more);
  }

  @Test
  void isWhatTheProgramSaysWithoutArguments() {
    assertThat(shell.run("--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted", "next");
  }
}
