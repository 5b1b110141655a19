package io.tripline.activities.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between databases. */
interface SqlDialect {
  /** A connection that may write; creates the database where there is none. */
  Connection openToWrite() throws SQLException;

  /** A connection that never writes; the database must exist. */
  Connection openToRead() throws SQLException;

  /** Begins a transaction that holds the right to write from its first statement on. */
  void beginWrite(Connection connection) throws SQLException;

  /** Folder of this dialect's migrations on the class path. */
  String migrationFolder();

  /** File names of the migrations in order; the version is the number after {@code V}. */
  List<String> migrations();

  /** For people: what went wrong, where, and what to do. */
  String explain(SQLException failure);
}
