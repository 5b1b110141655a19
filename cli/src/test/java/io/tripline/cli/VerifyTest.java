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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code journal verify} can prove, and what it can't. */
class VerifyTest {
  @TempDir Path data;

  @BeforeEach
  void write() {
    try (SqlJournal journal =
        new SqlJournal(JournalPlace.in(new DataDirectory(data)), InstantSource.system())) {
      for (String id : List.of("a", "b")) {
        journal.append(
            new Journal.Entries(
                List.of(
                    new Entry(
                        id,
                        new AccountName("main"),
                        EntryKind.NOTE,
                        Instant.parse("2026-11-05T15:00:00Z"),
                        null,
                        null,
                        "guard",
                        "text",
                        Map.of()))));
      }
    }
  }

  private JsonNode verify(int code, String... more) throws Exception {
    Shell shell = new Shell();
    String line = "journal verify -o json --data " + data + " " + String.join(" ", more);
    assertThat(shell.run(line.strip().split(" "))).as(shell.err()).isEqualTo(code);
    return new ObjectMapper().readTree(shell.out());
  }

  @Test
  void saysWhetherThereWasAMirrorToCompareWith() throws Exception {
    assertThat(verify(0).path("comparedWithMirror").asBoolean()).isTrue();

    Files.delete(data.resolve("logs").resolve("trade_audit.csv"));
    JsonNode alone = verify(0);
    assertThat(alone.path("comparedWithMirror").asBoolean(true)).isFalse();
    assertThat(alone.path("whole").asBoolean()).isTrue();
  }

  @Test
  void aHeadThatWasKeptMustStillBeThere() throws Exception {
    String head = verify(0).path("head").asText();

    assertThat(verify(0, "--expect", "2:" + head).path("whole").asBoolean()).isTrue();
    for (String other : List.of("3:" + head, "1:" + head, "2:" + "0".repeat(64))) {
      JsonNode cut = verify(1, "--expect", other);
      assertThat(cut.path("whole").asBoolean(true)).isFalse();
      assertThat(cut.path("problems").get(0).asText()).contains("does not hold " + other);
    }
    assertThat(new Shell().run("journal", "verify", "--expect", "latest")).isEqualTo(2);
  }
}
