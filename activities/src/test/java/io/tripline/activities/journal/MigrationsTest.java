package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class MigrationsTest {
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;

  @ParameterizedTest
  @CsvSource({
    "UPDATE migration SET checksum = 'x', differs from the one of this program",
    "INSERT INTO migration VALUES (999; 'V999__later.sql'; 'x'; 'x'), a newer Tripline"
  })
  void aDatabaseOfAnotherProgramIsRefused(String change, String sentence) throws SQLException {
    JournalPlace place = database.in(folder);
    try (SqlJournal journal = new SqlJournal(place, CLOCK)) {
      journal.prepare();
    }
    Database.onRaw(place, statement -> statement.executeUpdate(change.replace(';', ',')));

    try (SqlJournal journal = new SqlJournal(place, CLOCK)) {
      Throwable failure = catchThrowable(journal::prepare);
      assertThat(Fault.detailOf(failure)).contains(sentence);
    }
  }

  @Test
  void everyScriptOfTheFolderIsOnTheListInOrder() throws IOException, URISyntaxException {
    SqlDialect dialect = database.in(folder).dialect();
    Path scripts =
        Path.of(
            Objects.requireNonNull(SqlJournal.class.getResource(dialect.migrationFolder()))
                .toURI());

    try (var files = Files.list(scripts)) {
      assertThat(files.map(each -> each.getFileName().toString()).sorted())
          .containsExactlyElementsOf(dialect.migrations());
    }
  }
}
