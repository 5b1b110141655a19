package io.tripline.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.HeldJournal;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalNotifierTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-23T15:00:00Z"));
  @TempDir Path folder;
  private DataDirectory data;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    data = new DataDirectory(folder);
    journal = new SqlJournal(JournalPlace.in(data), CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aNoticeIsOneLineThatSaysWhatToTypeNext() throws IOException {
    notifier().tell(notice("n-1", false));

    assertThat(lines())
        .containsExactly(
            "2026-11-23T15:00:00Z PAGE spy-paper incident-1: Trading halted | Loss 2.1 %. | next:"
                + " tripline ack [n-1]");
  }

  @Test
  void aRehearsalSaysSo() throws IOException {
    notifier().tell(notice("n-1", true));

    assertThat(lines()).singleElement().asString().contains(" DRILL PAGE ");
  }

  /** SQLite waits 10 s for a lock; a page is due within 5 s, and so is the next one. */
  @Test
  void aJournalThatIsHeldKeepsNoPageBackAndHasThemAllInTheEnd() throws Exception {
    journal.prepare();
    TerminalNotifier notifier = notifier();
    List<String> told = new CopyOnWriteArrayList<>();
    List<String> ids = List.of("n-1", "n-2", "n-3");
    try (HeldJournal held = HeldJournal.of(folder.resolve("journal.db"))) {
      Instant before = Instant.now();
      List<Thread> pages =
          ids.stream()
              .map(id ->
                  Thread.ofVirtual()
                      .start(() -> told.add(notifier.tell(notice(id, false)).detail())))
              .toList();
      for (Thread page : pages) {
        page.join();
      }
      assertThat(told).hasSize(3).containsOnly("log, notices.log, journal later");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
      held.release();
    }
    Instant end = Instant.now().plusSeconds(20);
    while (!ids.stream().allMatch(id -> journal.holds("notice/" + id))
        && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    assertThat(ids).allMatch(id -> journal.holds("notice/" + id));
  }

  @Test
  void aNoticeIsToldOnceAlsoByAnotherProcess() throws IOException {
    assertThat(notifier().tell(notice("n-1", false)).delivered()).isTrue();
    assertThat(notifier().tell(notice("n-1", false)).detail()).isEqualTo("told before");
    notifier().tell(notice("n-12", false));

    assertThat(lines()).hasSize(2);
    try (JournalReader reader = JournalReader.open(JournalPlace.in(data))) {
      assertThat(reader.ofKind(EntryKind.NOTICE, 9))
          .extracting(JournalRecord::entry)
          .extracting(entry -> entry.id())
          .containsExactly("notice/n-1", "notice/n-12");
    }
  }

  @Test
  void aDiskThatTakesNothingDoesNotKeepPeopleFromHearing() throws IOException {
    Path file = Files.writeString(folder.resolve("in-the-way"), "x");
    SqlJournal broken = new SqlJournal(JournalPlace.in(new DataDirectory(file)), CLOCK);

    assertThat(new TerminalNotifier(file, broken, CLOCK).tell(notice("n-1", false)))
        .matches(delivery -> delivery.delivered())
        .matches(delivery -> delivery.detail().equals("log"));
  }

  private TerminalNotifier notifier() {
    return new TerminalNotifier(data.logs(), journal, CLOCK);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(data.logs().resolve("notices.log"));
  }

  private static Notice notice(String id, boolean drill) {
    return new Notice(
        id,
        new AccountName("spy-paper"),
        "incident-1",
        Urgency.PAGE,
        "Trading halted",
        "Loss\n 2.1 %.",
        "tripline ack",
        drill);
  }
}
