package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.INCIDENT;
import static io.tripline.activities.journal.Samples.NOW;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What entries of reviews and action items add up to. */
@ParameterizedClass
@EnumSource(Database.class)
class ReviewTablesTest {
  @TempDir Path folder;
  @Parameter Database database = Database.SQLITE;
  private JournalPlace data;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    data = database.in(folder.resolve("data"));
    journal = new SqlJournal(data, CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Entry review(String id, Map<String, String> data) {
    return entry(id, EntryKind.REVIEW, data);
  }

  private static Entry action(String id, Map<String, String> data) {
    return entry(id, EntryKind.ACTION, data);
  }

  private void opened() {
    journal.append(
        entries(review("r/1", Map.of("event", "opened", "dueAt", "2026-11-28T15:00:00Z"))));
  }

  private void added() {
    journal.append(
        entries(
            action(
                "a/1",
                Map.of(
                    "event", "action-added",
                    "number", "1",
                    "text", "halve it",
                    "owner", "carol",
                    "due", "2026-12-01"))));
  }

  private ReviewRow row() {
    try (JournalReader reader = JournalReader.open(data)) {
      return reader.reviews().getFirst();
    }
  }

  private ActionRow actionRow() {
    try (JournalReader reader = JournalReader.open(data)) {
      return reader.actions().getFirst();
    }
  }

  @Test
  void aReviewIsTheSumOfItsEntries() {
    opened();
    journal.append(
        entries(
            review("r/2", Map.of("event", "cause", "text", "the news")),
            review("r/3", Map.of("event", "lesson", "text", "one")),
            review("r/4", Map.of("event", "lesson", "text", "two")),
            review("r/5", Map.of("event", "runbook", "needed", "no", "text", "it was right")),
            review("r/6", Map.of("event", "signed"))));
    assertThat(row().open()).isTrue();
    journal.append(entries(review("r/7", Map.of("event", "closed", "path", "reports/x.md"))));

    assertThat(row())
        .isEqualTo(
            new ReviewRow(
                INCIDENT,
                "spy-paper",
                NOW.toString(),
                "2026-11-28T15:00:00Z",
                "the news",
                2,
                "not needed: it was right",
                "guard-spy-paper",
                NOW.toString(),
                "reports/x.md"));
  }

  @Test
  void aSignatureLapsesWithAChange() {
    opened();
    journal.append(
        entries(
            review("r/2", Map.of("event", "signed")),
            review("r/3", Map.of("event", "factor", "text", "late"))));
    assertThat(row().signedBy()).isEmpty();
  }

  @Test
  void anActionIsAddedAssignedAndDone() {
    opened();
    added();
    journal.append(
        entries(
            action("a/2", Map.of("event", "action-assigned", "number", "1", "due", "2026-12-05"))));
    assertThat(actionRow().due()).isEqualTo("2026-12-05");
    assertThat(actionRow().owner()).isEqualTo("carol");
    assertThat(actionRow().overdue(LocalDate.parse("2026-12-05"))).isFalse();
    assertThat(actionRow().overdue(LocalDate.parse("2026-12-06"))).isTrue();
    journal.append(
        entries(action("a/3", Map.of("event", "action-done", "number", "1", "text", "shipped"))));
    assertThat(actionRow().open()).isFalse();
    assertThat(actionRow().how()).isEqualTo("shipped");
  }

  @Test
  void aRepeatedEntryCountsOnce() {
    opened();
    Entry lesson = review("r/2", Map.of("event", "lesson", "text", "one"));
    journal.append(entries(lesson));
    journal.append(entries(lesson));
    assertThat(row().lessons()).isEqualTo(1);
  }

  @Test
  void theChainStaysWhole() {
    opened();
    added();
    try (JournalReader reader = JournalReader.open(data)) {
      assertThat(reader.verify().problems()).isEmpty();
    }
  }

  @Test
  void anEventOfANewerProgramChangesNothing() {
    opened();
    ReviewRow before = row();
    journal.append(entries(review("r/2", Map.of("event", "embroidered", "text", "x"))));
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void aJournalThatNoProgramWithReviewsHasOpenedHasNone() throws SQLException {
    opened();
    Database.onRaw(
        data,
        statement -> {
          statement.executeUpdate("DROP TABLE review");
          statement.executeUpdate("DROP TABLE action_item");
          statement.executeUpdate("DELETE FROM migration WHERE version = 2");
        });
    try (JournalReader reader = JournalReader.open(data)) {
      assertThat(reader.reviews()).isEmpty();
      assertThat(reader.actions()).isEmpty();
    }
  }

  @Test
  void thePastOfAnIncidentHoldsItsCourseOrdersReportDecisionsAndReviewOnly() {
    journal.append(
        entries(
            note("n/1"),
            entry("i/1", EntryKind.INCIDENT, Map.of("milestone", "declared")),
            entry("o/1", EntryKind.ORDER, Map.of()),
            entry("p/1", EntryKind.PERMIT, Map.of()),
            entry("s/1", EntryKind.STEP, Map.of()),
            entry("d/1", EntryKind.DECISION, Map.of())));
    opened();
    assertThat(journal.past(INCIDENT).entries())
        .extracting(Entry::kind)
        .containsExactly(
            EntryKind.INCIDENT,
            EntryKind.ORDER,
            EntryKind.STEP,
            EntryKind.DECISION,
            EntryKind.REVIEW);
    assertThat(journal.past("incident-other-manual-2026-11-23-1").entries()).isEmpty();
  }

  @Test
  void theReviewsReportIsNotTheIncidents() {
    journal.append(entries(entry("i/1", EntryKind.INCIDENT, Map.of("milestone", "declared"))));
    journal.storeReport(
        new Journal.Report(Samples.ACCOUNT, INCIDENT, INCIDENT + ".txt", "what happened"));
    journal.storeReport(
        new Journal.Report(Samples.ACCOUNT, INCIDENT, "review-" + INCIDENT + ".md", "why"));
    journal.append(
        entries(
            entry("i/2", EntryKind.INCIDENT, Map.of("status", "IN_REVIEW")),
            entry("i/3", EntryKind.INCIDENT, Map.of("status", "CLOSED"))));
    try (JournalReader reader = JournalReader.open(data)) {
      List<IncidentSummary> all = reader.incidents();
      assertThat(all.getFirst().report()).endsWith(INCIDENT + ".txt");
      assertThat(all.getFirst().report()).doesNotContain("review-");
      assertThat(all.getFirst().status()).isEqualTo("CLOSED");
    }
  }
}
