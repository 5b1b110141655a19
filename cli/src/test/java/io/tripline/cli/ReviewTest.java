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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a review is known without Temporal, and what is refused before it is asked. */
class ReviewTest {
  private static final String ONE = "incident-sim-daily-loss-2026-11-02-1";
  private static final String TWO = "incident-sim-manual-2026-11-03-1";

  @TempDir Path data;
  private final Shell shell = new Shell();
  private int next;

  @BeforeEach
  void reachNoServer() throws Exception {
    // A run that has ended, so that no server of this machine is asked.
    Files.writeString(
        data.resolve("run.json"),
        """
        {"schemaVersion":1,"pid":1,"started":"2000-01-01T00:00:00Z","account":"sim",
         "environment":"simulator","drill":false,"trades":false,
         "temporal":{"address":"127.0.0.1:1","namespace":"x","ui":"","startedHere":true},
         "processes":[]}
        """);
  }

  private Entry entry(String incident, EntryKind kind, String actor, Map<String, String> figures) {
    next++;
    return new Entry(
        "e/" + next,
        new AccountName("sim"),
        kind,
        Instant.parse("2026-11-02T15:00:00Z").plusSeconds(next),
        null,
        incident,
        actor,
        "text " + next,
        figures);
  }

  private void inReview(String incident) {
    keep(
        entry(incident, EntryKind.INCIDENT, "x", Map.of("milestone", "declared", "severity", "P1")),
        entry(incident, EntryKind.INCIDENT, "alice", Map.of("milestone", "acknowledged")),
        entry(incident, EntryKind.INCIDENT, "x", Map.of("milestone", "resolved")),
        entry(
            incident,
            EntryKind.REVIEW,
            "x",
            Map.of("event", "opened", "dueAt", "2026-11-07T15:00:00Z")),
        entry(incident, EntryKind.INCIDENT, "x", Map.of("status", "IN_REVIEW")),
        entry(incident, EntryKind.REPORT, "x", Map.of("path", "reports/" + incident + ".md")),
        entry(incident, EntryKind.REVIEW, "bob", Map.of("event", "cause", "text", "the news")),
        entry(
            incident,
            EntryKind.ACTION,
            "bob",
            Map.of(
                "event", "action-added",
                "number", "1",
                "text", "halve it",
                "owner", "carol",
                "due", "2026-11-10")));
  }

  private void keep(Entry... entries) {
    try (SqlJournal journal =
        new SqlJournal(JournalPlace.in(new DataDirectory(data)), InstantSource.system())) {
      journal.append(new Journal.Entries(List.of(entries)));
    }
  }

  private int run(String line) {
    return shell.run((line + " --data " + data).split(" "));
  }

  private JsonNode document() throws Exception {
    return new ObjectMapper().readTree(shell.out());
  }

  @Test
  void isShownByTheJournalWhenTemporalDoesNotAnswer() {
    inReview(ONE);
    assertThat(run("review show")).as(shell.err()).isEqualTo(0);
    assertThat(shell.out())
        .contains("in review", "alice", "the news (bob)", "owner carol", "OVERDUE")
        .contains("review lesson " + ONE);
    assertThat(shell.err()).contains("by the journal");
  }

  @Test
  void isOneStableDocumentForMachines() throws Exception {
    inReview(ONE);
    assertThat(run("review show " + ONE + " -o json")).as(shell.err()).isEqualTo(0);
    assertThat(document().path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(document().path("review").path("state").asText()).isEqualTo("OPEN");
    assertThat(document().path("review").path("actions").size()).isEqualTo(1);
    assertThat(document().path("source").asText()).isEqualTo("journal");
  }

  @Test
  void isListedWithItsActions() throws Exception {
    inReview(ONE);
    assertThat(run("review list -o json")).isEqualTo(0);
    JsonNode row = document().path("reviews").path(0);
    assertThat(row.path("status").asText()).isEqualTo("IN_REVIEW");
    assertThat(row.path("actionsOpen").asInt()).isEqualTo(1);
  }

  @Test
  void overdueActionsAreListedAndStandInTheStatus() throws Exception {
    inReview(ONE);
    assertThat(run("review action list")).isEqualTo(0);
    assertThat(shell.out()).contains("OVERDUE", "carol", "2026-11-10");
    assertThat(run("status")).isEqualTo(0);
    assertThat(shell.out())
        .contains(ONE + " is not signed", "OVERDUE since 2026-11-10", "review show " + ONE);
  }

  @Test
  void theIncidentIsListedAsInReview() throws Exception {
    inReview(ONE);
    assertThat(run("incident list -o json")).isEqualTo(0);
    assertThat(document().path("incidents").path(0).path("status").asText()).isEqualTo("IN_REVIEW");
    shell.run("incident", "list", "--open", "--data", data.toString());
    assertThat(shell.out()).contains("(none)");
  }

  @Test
  void severalUnsignedOnesMustBeNamed() {
    inReview(ONE);
    inReview(TWO);
    assertThat(run("review sign --as bob")).isEqualTo(2);
    assertThat(shell.err()).contains("several are open, name one", ONE, TWO);
  }

  @Test
  void whatTheJournalDoesNotKnowIsAUsageFailure() {
    inReview(ONE);
    assertThat(run("review show " + TWO)).isEqualTo(2);
    assertThat(shell.err()).contains("no incident " + TWO);
  }

  private Path reported(String incident, String fileName, String text) {
    try (SqlJournal journal =
        new SqlJournal(JournalPlace.in(new DataDirectory(data)), InstantSource.system())) {
      return Path.of(
          journal
              .storeReport(new Journal.Report(new AccountName("sim"), incident, fileName, text))
              .path());
    }
  }

  /** Reports of earlier versions are plain text under another name, which the journal holds. */
  @ParameterizedTest
  @ValueSource(strings = {".md", ".txt"})
  void theReportsAreWrittenAgainFromTheJournal(String ending) throws Exception {
    inReview(ONE);
    Path incident = reported(ONE, ONE + ending, "INCIDENT REPORT\n");
    Path review = reported(ONE, "review-" + ONE + ".md", "# Post-Incident Review\n");
    keep(
        entry(
            ONE,
            EntryKind.REVIEW,
            "x",
            Map.of("event", "closed", "path", review.toString(), "digest", "0")));
    Files.delete(incident);
    Files.delete(review);
    assertThat(run("incident report " + ONE)).as(shell.err()).isEqualTo(0);
    assertThat(shell.out()).contains("INCIDENT REPORT");
    assertThat(shell.err()).contains("written again from the journal");
    assertThat(incident).hasContent("INCIDENT REPORT\n");
    assertThat(run("review report")).as(shell.err()).isEqualTo(0);
    assertThat(shell.out()).contains("# Post-Incident Review");
    assertThat(review).hasContent("# Post-Incident Review\n");
    Files.writeString(review, "all was well\n");
    assertThat(run("review report " + ONE)).isEqualTo(1);
    assertThat(shell.out()).contains("# Post-Incident Review");
    assertThat(shell.err()).contains("IT DIFFERS from what was written, SHA-256 ");
  }

  @Test
  void withoutAServerAMessageEndsUnreachable() {
    inReview(ONE);
    assertThat(
            shell.run(
                "review", "lesson", ONE, "--as", "bob", "--text", "one", "--data", data.toString()))
        .as(shell.err())
        .isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "review | review: a command is needed",
        "review action | review action: a command is needed",
        "review show NOT_AN_ID | incident: must look like incident-",
        "review show | no review is unsigned",
        "review cause | --text is needed",
        "review lesson --text one | no review is unsigned",
        "review runbook --text one | --needed",
        "review sign | no review is unsigned",
        "review report | no review was signed yet",
        "review start | INCIDENT",
        "review start incident | incident: must look like",
        "review action add | --text is needed",
        "review action add --text x --due soon | --due: must be a day such as 2026-12-31, was soon",
        "review action assign 1 | --owner or --due is needed",
        "review action done | NUMBER",
        "review action done many | many",
        "review action none | --reason is needed",
      })
  void wrongUseIsAnsweredWithExitCode2AndNamesWhatIsAllowed(String line, String part) {
    boolean noun = line.equals("review") || line.equals("review action");
    assertThat(noun ? shell.run(line.split(" ")) : run(line)).as(shell.err()).isEqualTo(2);
    assertThat(shell.err()).contains(part).doesNotContain("\tat ", "Exception");
    assertThat(shell.out()).isEmpty();
  }
}
