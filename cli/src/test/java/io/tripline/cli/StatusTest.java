package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.nio.file.Files;
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
  void showsWhatCanBeSeenWhereTheConfigurationIsRefused() throws Exception {
    Path file = data.resolve("tripline.yaml");
    Files.writeString(file, "version: 1\naccount: {name: main}\nlimits: {nonsense: 1}\n");
    assertThat(shell.run("status", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out())
        .contains("is_halted = Unknown", "journal     not read: ", "limits.nonsense");
    assertThat(Installation.find(data, null, Map.of()).account(null).value()).isEqualTo("main");

    Files.writeString(file, "version: 1\naccuont: {name: main}\n");
    assertThat(shell.run("status", "-o", "json", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).containsPattern("\"account\" ?: ?\"unknown\"");
  }

  @Test
  void aPasswordOfTheJournalThatCannotBeReadHidesNothingElse() throws Exception {
    Files.writeString(
        data.resolve("tripline.yaml"),
        "version: 1\njournal: {url: 'jdbc:postgresql://127.0.0.1/x', user: u, password:"
            + " 'env:NO_SUCH_VARIABLE'}\n");
    assertThat(shell.run("status", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted = Unknown", "journal     not read: ", "next");
  }

  @Test
  void isWhatTheProgramSaysWithoutArguments() {
    assertThat(shell.run("--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted", "next");
  }
}
