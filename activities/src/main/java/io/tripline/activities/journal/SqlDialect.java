package io.tripline.activities.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What differs between databases. */
interface SqlDialect {
  /** A connection that may write; creates the database where that is a file and there is none. */
  Connection openToWrite() throws SQLException;

  /** A connection that never writes; empty when nobody has written a journal there yet. */
  Optional<Connection> openToRead() throws SQLException;

  /** Begins a transaction that holds the right to write from its first statement on. */
  void beginWrite(Connection connection) throws SQLException;

  /** Whether there is a table of that name. */
  boolean hasTable(Connection connection, String name) throws SQLException;

  /** Folder of this dialect's migrations on the class path. */
  String migrationFolder();

  /** File names of the migrations in order; the version is the number after {@code V}. */
  List<String> migrations();

  /** An expression for the text under {@code key} of the column {@code data}; null without one. */
  String textInData(String key);

  /** Whether only the connection is gone, so that a new one may do at once. */
  boolean lostConnection(SQLException failure);

  /** Whether somebody else held the database for as long as this one waits. */
  boolean held(SQLException failure);

  /** For people: what went wrong, where, and what to do. */
  String explain(SQLException failure);
}
