package io.tripline.activities.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL database that workers of several machines share. Writers take turns by an advisory
 * lock of the schema that ends with the transaction; readers never wait. The lock needs no right on
 * the table beyond SELECT and INSERT.
 */
final class PostgresDialect implements SqlDialect {
  /** First half of the advisory lock's key; the other half is the schema. */
  private static final int LOCK = 0x74726970;

  private static final int CONNECT_SECONDS = 5;

  /** Longer than any wait that the server ends by itself. */
  private static final int ANSWER_SECONDS = 20;

  /** As SQLite's busy time-out. */
  private static final int LOCK_SECONDS = 10;

  /** A machine that vanished in the middle of a transaction holds the lock no longer. */
  private static final int IDLE_SECONDS = 15;

  /**
   * Read committed, whatever the server's default is: the head is read by a later statement than
   * the one that waits for the lock and must be the newest. All in one round trip.
   */
  private static final String BEGIN =
      "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
          + " SET LOCAL lock_timeout = '%ds';".formatted(LOCK_SECONDS)
          + " SET LOCAL idle_in_transaction_session_timeout = '%ds';".formatted(IDLE_SECONDS)
          + " SELECT set_config('synchronous_commit', 'on', true)"
          + " WHERE current_setting('synchronous_commit') = 'off';"
          + " SELECT pg_advisory_xact_lock(%d, hashtext(coalesce(current_schema(), '')))"
              .formatted(LOCK);

  private final PostgresAddress address;

  PostgresDialect(PostgresAddress address) {
    this.address = address;
  }

  @Override
  public Connection openToWrite() throws SQLException {
    return connect();
  }

  @Override
  public Optional<Connection> openToRead() throws SQLException {
    Connection connection = connect();
    try {
      connection.setReadOnly(true);
      if (hasTable(connection, "entry")) {
        return Optional.of(connection);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    if (!address.password().isEmpty()) {
      properties.setProperty("password", address.password());
    }
    properties.setProperty("ApplicationName", "tripline journal");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(address.url(), properties);
  }

  @Override
  public void beginWrite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
    }
  }

  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  @Override
  public String migrationFolder() {
    return "/db/migration/postgresql/";
  }

  @Override
  public List<String> migrations() {
    return List.of("V001__entries.sql", "V002__reviews.sql");
  }

  @Override
  public String textInData(String key) {
    return "(data::json ->> '" + key + "')";
  }

  /** Class 08 is the connection; 57P01 to 57P03 are a server that ends, crashed or starts. */
  @Override
  public boolean lostConnection(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08") || state.matches("57P0[123]");
  }

  @Override
  public boolean held(SQLException failure) {
    return state(failure).equals("55P03");
  }

  @Override
  public String explain(SQLException failure) {
    String what = "The journal " + address.where() + " ";
    String state = state(failure);
    return what
        + switch (state) {
          case "28P01", "28000" ->
              "can't be used: the server refuses user "
                  + address.user()
                  + (address.password().isEmpty() ? " without a password" : " with this password")
                  + ". Check journal.user and where journal.password comes from.";
          case "3D000" -> "does not exist: create that database on the server first.";
          case "42501" ->
              "can't be used: user "
                  + address.user()
                  + " lacks a right. It must own the tables, or may SELECT and INSERT there.";
          case "25006" ->
              "can't be written: the server is a read-only standby. Name the primary server.";
          case "53100" ->
              "can't be written: the server's disk is full. Free some space; what waits is written"
                  + " then.";
          case "53300" -> "can't be used: the server has no free connection. It is tried again.";
          case "55P03" ->
              "is held by another process for more than " + LOCK_SECONDS + " s. It is tried again.";
          case "57P03" -> "can't be used: the server is starting. It is tried again.";
          default ->
              lostConnection(failure)
                  ? "can't be reached: check that the server runs and the address is right. It is"
                      + " tried again."
                  : "failed: " + failure.getMessage();
        };
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
