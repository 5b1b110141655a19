package io.tripline.activities.journal;

import io.tripline.workflows.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the journal's database: opened when it is first needed, and anew after a
 * failure. Every failure is {@link Fault#JOURNAL_UNAVAILABLE} with a sentence for people.
 * Thread-safe: callers take turns.
 */
final class SqlLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlLine.class);

  private final SqlDialect dialect;
  private final Opening opening;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Connection open;
  private @Nullable Held held;

  /** Opens the connection, ready for use. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** Something to do with it. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** When the database was last found held by somebody else for as long as one waits. */
  private record Held(long nanos, SQLException why) {}

  SqlLine(SqlDialect dialect, Opening opening) {
    this.dialect = dialect;
    this.opening = opening;
  }

  /**
   * Whoever waited for its turn while another one found the database held hears it at once: each of
   * ten would else wait as long again.
   */
  <T> T with(Work<T> work) {
    long asked = System.nanoTime();
    turn.lock();
    try {
      Held found = held;
      if (found != null && found.nanos() - asked > 0) {
        throw Fault.JOURNAL_UNAVAILABLE.failure(dialect.explain(found.why()));
      }
      return open == null ? work.on(connection()) : onKnownConnection(work);
    } catch (SQLException e) {
      if (dialect.held(e)) {
        // The connection is well.
        held = new Held(System.nanoTime(), e);
      } else {
        drop();
      }
      throw Fault.JOURNAL_UNAVAILABLE.failure(dialect.explain(e));
    } finally {
      turn.unlock();
    }
  }

  /**
   * A connection that died while nobody used it (the server was restarted) is replaced at once.
   * Repeating is safe: entries have ids.
   */
  private <T> T onKnownConnection(Work<T> work) throws SQLException {
    try {
      return work.on(connection());
    } catch (SQLException e) {
      if (!dialect.lostConnection(e)) {
        throw e;
      }
      drop();
      return work.on(connection());
    }
  }

  private Connection connection() throws SQLException {
    Connection known = open;
    if (known != null) {
      return known;
    }
    Connection fresh = opening.open();
    open = fresh;
    return fresh;
  }

  private void drop() {
    Connection known = open;
    open = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        LOG.atDebug().setMessage("A broken connection did not close").setCause(e).log();
      }
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      drop();
    } finally {
      turn.unlock();
    }
  }
}
