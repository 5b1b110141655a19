package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several journals on one database at once, as several processes have them. */
@ParameterizedClass
@EnumSource(Database.class)
class SharedJournalTest {
  private static final int JOURNALS = 4;
  private static final int BATCHES = 25;
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;

  @Test
  void theChainStaysWholeAndEachEntryIsMirroredOnceInOrder() throws Exception {
    JournalPlace place = database.in(folder);

    all(JOURNALS, n -> write(place, "writer-" + n + "/"));

    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.verify())
          .isEqualTo(new Verification(true, 200, reader.verify().head(), List.of(), true));
    }
    assertThat(sequences(place))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void theSameEntriesFromSeveralWritersStandThereOnce() throws Exception {
    JournalPlace place = database.in(folder);

    all(JOURNALS, n -> write(place, "same/"));

    assertThat(sequences(place)).hasSize(2 * BATCHES);
  }

  private static void write(JournalPlace place, String prefix) {
    try (SqlJournal journal = new SqlJournal(place, CLOCK)) {
      for (int i = 0; i < BATCHES; i++) {
        journal.append(entries(note(prefix + i + "/a"), note(prefix + i + "/b")));
      }
    }
  }

  private interface Task {
    void run(int number);
  }

  private static void all(int count, Task task) throws Exception {
    try (var threads = Executors.newFixedThreadPool(count)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        tasks.add(() -> {
          task.run(number);
          return true;
        });
      }
      for (Future<Boolean> each : threads.invokeAll(tasks)) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private static List<Long> sequences(JournalPlace place) throws IOException {
    return Files.readAllLines(place.data().logs().resolve("trade_audit.csv")).stream()
        .skip(1)
        .map(line -> Long.valueOf(Csv.fields(line).getFirst()))
        .toList();
  }
}
