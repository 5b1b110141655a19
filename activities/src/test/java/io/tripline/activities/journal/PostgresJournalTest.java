package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tripline.workflows.fault.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a journal on a server can suffer. */
class PostgresJournalTest {
  private static final String PASSWORD = "kept-by-nobody-7f3a";
  @TempDir Path folder;

  @Test
  void aWrongPasswordIsSaidWithoutThePassword() {
    PostgresServer server = PostgresServer.shared();
    Throwable failure =
        catchThrowable(
            () -> at(new PostgresAddress(server.url(null), "nobody", PASSWORD)).prepare());

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure)).contains("refuses user nobody", "journal.password");
    assertThat(failure.toString() + failure.getCause()).doesNotContain(PASSWORD);
  }

  @Test
  void aServerThatIsNotThereIsNamedAndMayBeTriedAgain() {
    SqlJournal journal =
        at(new PostgresAddress("postgresql://127.0.0.1:1/tripline", "tripline", PASSWORD));

    Throwable failure = catchThrowable(() -> journal.append(entries(note("a/1"))));

    assertThat(Fault.of(failure)).contains(Fault.JOURNAL_UNAVAILABLE);
    assertThat(Fault.detailOf(failure))
        .contains("postgresql://127.0.0.1:1/tripline can't be reached")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aDatabaseThatIsMissingIsSaid() {
    PostgresServer server = PostgresServer.shared();
    PostgresAddress elsewhere =
        new PostgresAddress(
            "postgresql://127.0.0.1:" + server.port() + "/elsewhere", "postgres", "");

    assertThat(Fault.detailOf(catchThrowable(() -> at(elsewhere).prepare())))
        .contains("elsewhere does not exist");
  }

  @Test
  void aConnectionThatDiedUnusedIsReplacedAtOnce() {
    PostgresServer server = PostgresServer.shared();
    SqlJournal journal = at(server.freshSchema(UnaryOperator.identity()));
    journal.append(entries(note("a/1")));

    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
            + " 'tripline journal'");
    journal.append(entries(note("a/2")));

    assertThat(journal.guardMemory(ACCOUNT).known()).isTrue();
  }

  @Test
  void aWriterThatMaySelectAndInsertOnlyCanDoItsWork() {
    PostgresServer server = PostgresServer.shared();
    PostgresAddress owner = server.freshSchema(UnaryOperator.identity());
    at(owner).prepare();
    String schema = owner.url().substring(owner.url().indexOf('=') + 1);
    server.execute("CREATE ROLE clerk LOGIN");
    server.execute("GRANT USAGE ON SCHEMA " + schema + " TO clerk");
    server.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA " + schema + " TO clerk");
    PostgresAddress clerk = new PostgresAddress(owner.url(), "clerk", "");

    at(clerk).append(entries(note("a/1"), note("a/2")));

    try (JournalReader reader =
        JournalReader.open(JournalPlace.on(clerk, new DataDirectory(folder)))) {
      assertThat(reader.verify().entries()).isEqualTo(2);
    }
  }

  @Test
  void anEntryThatWasWrittenDuringTheWaitForTheLockIsInFrontOfOurs() throws Exception {
    PostgresAddress address =
        PostgresServer.shared()
            .freshSchema(
                schema -> schema + "&options=-c%20default_transaction_isolation=serializable");
    JournalPlace place = JournalPlace.on(address, new DataDirectory(folder));
    at(address).append(entries(note("a/1")));
    CompletableFuture<Void> ours;
    try (Connection other = place.dialect().openToWrite();
        Statement statement = other.createStatement()) {
      place.dialect().beginWrite(other);
      ours = CompletableFuture.runAsync(() -> at(address).append(entries(note("a/3"))));
      awaitOneWaiting(statement);
      EntryTable table = new EntryTable(other);
      table.append(table.head(), note("a/2"));
      statement.execute("COMMIT");
    }
    ours.get(10, TimeUnit.SECONDS);

    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.verify().whole()).isTrue();
      assertThat(reader.audit(9))
          .extracting(each -> each.entry().id())
          .containsExactly("a/1", "a/2", "a/3");
    }
  }

  private static void awaitOneWaiting(Statement statement) throws SQLException {
    boolean waiting = false;
    while (!waiting) {
      try (var row =
          statement.executeQuery(
              "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
        waiting = row.next() && row.getInt(1) == 1;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://tripline:" + PASSWORD + "@db:5432/tripline",
        "postgresql://db/tripline?password=" + PASSWORD,
        "postgresql://db/tripline?ssl=true&sslpassword=" + PASSWORD,
        "postgresql://db/tripline?user=me&password=" + PASSWORD,
        "mysql://db/tripline",
        "postgresql://db",
        PASSWORD
      })
  void anAddressWithASecretInItIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> new PostgresAddress(url, "tripline", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("postgresql://host:port/database")
        .doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db:5432/tripline",
        "postgres://db/tripline",
        "jdbc:postgresql://[::1]:5432/tripline?sslmode=verify-full",
        "postgresql://one:5432,two:5432/tripline?targetServerType=primary"
      })
  void anAddressIsTakenAsPeopleWriteIt(String url) {
    PostgresAddress address = new PostgresAddress(url, "tripline", PASSWORD);

    assertThat(address.url()).startsWith("jdbc:postgresql://");
    assertThat(address.toString()).contains(address.where()).doesNotContain(PASSWORD);
  }

  private SqlJournal at(PostgresAddress address) {
    return new SqlJournal(JournalPlace.on(address, new DataDirectory(folder)), CLOCK);
  }
}
