package io.tripline.activities.journal;

import io.tripline.workflows.fault.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program that has begun to write to a journal in SQLite and does not let go of its lock: for
 * rehearsals of a journal that stands still. Nothing is written by it. A connection and no bare
 * lock on a file: without any, the last worker that closes its own takes the lock along.
 */
public final class HeldJournal implements AutoCloseable {
  private final Connection program;
  private final Statement statement;

  private HeldJournal(Connection program, Statement statement) {
    this.program = program;
    this.statement = statement;
  }

  /**
   * Takes the write lock, for which it waits up to 30 s.
   *
   * @param database the file
   * @throws io.temporal.failure.ApplicationFailure {@code JOURNAL_UNAVAILABLE} where it can't
   */
  public static HeldJournal of(Path database) {
    try {
      return begin(DriverManager.getConnection("jdbc:sqlite:" + database.toAbsolutePath()));
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static HeldJournal begin(Connection program) throws SQLException {
    try {
      Statement statement = program.createStatement();
      statement.execute("PRAGMA busy_timeout = 30000");
      statement.execute("BEGIN IMMEDIATE");
      return new HeldJournal(program, statement);
    } catch (SQLException e) {
      program.close();
      throw e;
    }
  }

  /** Lets go; once only. */
  public void release() {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** Ends the program, which lets go as well. */
  @Override
  public void close() {
    try {
      program.close();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static RuntimeException unavailable(SQLException e) {
    return Fault.JOURNAL_UNAVAILABLE.failure("the journal can't be held: " + e.getMessage());
  }
}
