package io.tripline.activities.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings a database to the schema of this program: each script once, in order, in a transaction of
 * its own that also notes its checksum. Several processes may do so at the same time. A script that
 * was applied is never edited: a changed checksum stops the program, and so does a database of a
 * newer program.
 */
final class Migrations {
  private final SqlDialect dialect;
  private final InstantSource clock;

  Migrations(SqlDialect dialect, InstantSource clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /** Throws {@link SQLException} if a script fails; what came before it stays applied. */
  void apply(Connection connection) throws SQLException {
    if (!dialect.hasTable(connection, "migration")) {
      makeTable(connection);
    }
    SortedMap<Integer, String> wanted = new TreeMap<>();
    dialect.migrations().forEach(name -> wanted.put(version(name), name));
    refuseNewer(connection, wanted.lastKey());
    for (var each : wanted.entrySet()) {
      applyOne(connection, each.getKey(), each.getValue());
    }
  }

  /** Under the lock: two processes that start at the same time would otherwise collide. */
  private void makeTable(Connection connection) throws SQLException {
    dialect.beginWrite(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
              + " checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
      statement.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void refuseNewer(Connection connection, int newest) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(version) FROM migration")) {
      if (row.next() && row.getInt(1) > newest) {
        throw new SQLException(
            "it was written by a newer Tripline (schema "
                + row.getInt(1)
                + ", this program knows "
                + newest
                + "): use that version again");
      }
    }
  }

  private void applyOne(Connection connection, int version, String name) throws SQLException {
    String script = read(dialect.migrationFolder() + name);
    String checksum = AuditChain.sha256(script);
    dialect.beginWrite(connection);
    try (Statement statement = connection.createStatement()) {
      if (!applied(connection, version, name, checksum)) {
        statement.executeUpdate(script);
        note(connection, version, name, checksum);
      }
      statement.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static boolean applied(Connection connection, int version, String name, String checksum)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT checksum FROM migration WHERE version = ?")) {
      query.setInt(1, version);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (!row.getString(1).equals(checksum)) {
          throw new SQLException("its migration " + name + " differs from the one of this program");
        }
        return true;
      }
    }
  }

  private void note(Connection connection, int version, String name, String checksum)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO migration VALUES (?, ?, ?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, name);
      insert.setString(3, checksum);
      insert.setString(4, clock.instant().toString());
      insert.executeUpdate();
    }
  }

  static void rollBack(Connection connection, Exception because) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static int version(String name) {
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  private static String read(String resource) throws SQLException {
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new SQLException("the program lacks its migration " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SQLException("the migration " + resource + " can't be read", e);
    }
  }
}
