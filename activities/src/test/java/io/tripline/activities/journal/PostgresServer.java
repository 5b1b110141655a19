package io.tripline.activities.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL on a loopback port, from the programs that the build brings; one serves the
 * JVM. Where it can't run, tests fail and say what to do; {@code -Dtripline.noPostgres=true} skips
 * them, loudly.
 */
final class PostgresServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Made when a test first asks. */
  private static final class Holder {
    static final PostgresServer ONLY = start();
  }

  static PostgresServer shared() {
    if (Boolean.getBoolean("tripline.noPostgres")) {
      System.err.println(
          "WARNING: THE JOURNAL WAS NOT TESTED ON POSTGRESQL, as told by"
              + " -Dtripline.noPostgres=true");
      Assumptions.abort("no PostgreSQL, as told");
    }
    return Holder.ONLY;
  }

  /** A server of its own, for tests that stop it. */
  static PostgresServer start() {
    try {
      return new PostgresServer(EmbeddedPostgres.builder().setRegisterShutdownHook(true).start());
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "The journal is tested on a real PostgreSQL, and the one of the build does not start"
              + " here ("
              + e.getMessage()
              + "). -Dtripline.noPostgres=true leaves these tests out.",
          e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** The database's owner, in a schema of its own. */
  PostgresAddress freshSchema(UnaryOperator<String> parameters) {
    String schema = "journal_" + SCHEMAS.incrementAndGet();
    execute("CREATE SCHEMA " + schema);
    return new PostgresAddress(url(parameters.apply("currentSchema=" + schema)), "postgres", "");
  }

  String url(@Nullable String parameters) {
    return "postgresql://127.0.0.1:"
        + port()
        + "/postgres"
        + (parameters == null ? "" : "?" + parameters);
  }

  void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:" + url(null), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
