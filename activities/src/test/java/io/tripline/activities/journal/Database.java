package io.tripline.activities.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** The databases that the journal's contract is tested on. */
enum Database {
  SQLITE {
    @Override
    JournalPlace in(Path folder) {
      return JournalPlace.in(new DataDirectory(folder));
    }

    @Override
    void forget(JournalPlace place) throws IOException {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(place.data().database() + suffix));
      }
    }

    @Override
    List<String> attacks(String copy) {
      return List.of(
          "UPDATE entry SET text = 'nothing happened'",
          "DELETE FROM entry WHERE sequence = 2",
          "INSERT OR REPLACE INTO entry SELECT sequence, 'b'" + copy,
          "INSERT OR REPLACE INTO entry SELECT sequence + 1, id" + copy,
          "INSERT INTO entry SELECT sequence + 2, 'b'" + copy);
    }

    @Override
    void letTamper(Statement statement) throws SQLException {
      statement.executeUpdate("DROP TRIGGER entry_is_never_updated");
      statement.executeUpdate("DROP TRIGGER entry_is_never_deleted");
    }
  },

  POSTGRESQL {
    @Override
    JournalPlace in(Path folder) {
      return JournalPlace.on(
          PostgresServer.shared().freshSchema(UnaryOperator.identity()), new DataDirectory(folder));
    }

    @Override
    void forget(JournalPlace place) throws SQLException {
      onRaw(
          place,
          statement ->
              statement.executeUpdate(
                  "DO $$ BEGIN EXECUTE 'DROP SCHEMA ' || current_schema() || ' CASCADE; CREATE"
                      + " SCHEMA ' || current_schema(); END $$"));
    }

    @Override
    List<String> attacks(String copy) {
      return List.of(
          "UPDATE entry SET text = 'nothing happened'",
          "DELETE FROM entry WHERE sequence = 2",
          "TRUNCATE entry",
          "INSERT INTO entry SELECT sequence, 'b'" + copy,
          "INSERT INTO entry SELECT sequence + 1, id"
              + copy
              + " ON CONFLICT (id) DO UPDATE SET text = 'nothing happened'",
          "INSERT INTO entry SELECT sequence + 2, 'b'" + copy);
    }

    @Override
    void letTamper(Statement statement) throws SQLException {
      statement.executeUpdate("ALTER TABLE entry DISABLE TRIGGER USER");
    }
  };

  /** What a test does to a database behind the journal's back. */
  interface Deed {
    void on(Statement statement) throws SQLException;
  }

  /** A journal that nobody has written yet; mirrors and reports go to {@code folder}. */
  abstract JournalPlace in(Path folder);

  /** Removes the journal, as somebody does who starts anew, and leaves the mirrors. */
  abstract void forget(JournalPlace place) throws IOException, SQLException;

  /**
   * Statements that the database must refuse.
   *
   * @param copy the columns behind the id, of the second entry
   */
  abstract List<String> attacks(String copy);

  /** Takes the triggers away, as somebody can who owns the database. */
  abstract void letTamper(Statement statement) throws SQLException;

  static void onRaw(JournalPlace place, Deed deed) throws SQLException {
    try (Connection connection = place.dialect().openToWrite();
        Statement statement = connection.createStatement()) {
      deed.on(statement);
    }
  }
}
