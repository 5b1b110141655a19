package io.tripline.activities.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file that several processes share: write-ahead log, so that readers never wait, and a
 * busy time-out, so that writers take turns. {@code synchronous=FULL}: an entry that was
 * acknowledged survives a loss of power.
 */
final class SqliteDialect implements SqlDialect {
  private static final int BUSY_MILLIS = 10_000;
  private static final int ATTEMPTS = 50;
  private final Path file;

  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public Connection openToWrite() throws SQLException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new SQLException("the directory can't be made: " + e.getMessage(), e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Connection connection = DriverManager.getConnection(url(), config.toProperties());
    try {
      useWriteAheadLog(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The switch of a fresh file to WAL needs it alone and does not honour the busy time-out. */
  private static void useWriteAheadLog(Connection connection) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        return;
      } catch (SQLiteException e) {
        if (primary(e) != SQLiteErrorCode.SQLITE_BUSY || attempt == ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  @Override
  public Optional<Connection> openToRead() throws SQLException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    return Optional.of(DriverManager.getConnection(url(), config.toProperties()));
  }

  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public void beginWrite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }
  }

  @Override
  public String migrationFolder() {
    return "/db/migration/sqlite/";
  }

  @Override
  public List<String> migrations() {
    return List.of("V001__entries.sql", "V002__reviews.sql");
  }

  @Override
  public String textInData(String key) {
    return "json_extract(data, '$." + key + "')";
  }

  /** A file has no connection that could be lost. */
  @Override
  public boolean lostConnection(SQLException failure) {
    return false;
  }

  @Override
  public boolean held(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        && (primary(sqlite) == SQLiteErrorCode.SQLITE_BUSY
            || primary(sqlite) == SQLiteErrorCode.SQLITE_LOCKED);
  }

  @Override
  public String explain(SQLException failure) {
    String what = "The journal " + file + " ";
    if (!(failure instanceof SQLiteException sqlite)) {
      return what + "can't be used: " + failure.getMessage();
    }
    return what
        + switch (primary(sqlite)) {
          case SQLITE_FULL ->
              "can't be written: the disk is full. Free some space; what waits is written then.";
          case SQLITE_READONLY, SQLITE_PERM ->
              "can't be written: it or its directory is read-only. Give this user the right to"
                  + " write there.";
          case SQLITE_CANTOPEN ->
              "can't be opened: check that the directory exists and that this user may write"
                  + " there.";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "is held by another process for more than "
                  + BUSY_MILLIS / 1000
                  + " s. It is tried again.";
          case SQLITE_IOERR ->
              "can't be read or written: the disk reports an error, or it is full.";
          case SQLITE_CORRUPT, SQLITE_NOTADB ->
              "is damaged or no journal at all: move it aside, or restore it from a backup.";
          default -> "failed: " + sqlite.getMessage();
        };
  }

  /** The result code without its extension. */
  private static SQLiteErrorCode primary(SQLiteException failure) {
    return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xFF);
  }

  private String url() {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }
}
